package dev.tandem.inventory.reservation;

import dev.tandem.defaults.problems.Problem;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reservations over HTTP, to look at: they are made and ended by messages. */
@RestController
@RequestMapping("/reservations")
class ReservationController {

    private final ReadingReservations reading;

    ReservationController(ReadingReservations reading) {
        this.reading = reading;
    }

    @GetMapping("/{id}")
    ReservationView reservation(@PathVariable UUID id) {
        return reading.find(id).orElseThrow(() -> Problem.notFound("reservation", id));
    }
}
