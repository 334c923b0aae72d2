package dev.tandem.inventory.reservation;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reservations over HTTP, to look at: they are made and ended by messages. */
@RestController
@RequestMapping("/reservations")
class ReservationController {

    private final ReadingReservations reading;

    ReservationController(ReadingReservations reading) {
        this.reading = reading;
    }

    /** Newest first; of one order there is at most one. */
    @GetMapping
    Page<ReservationView> reservations(@RequestParam(required = false) @Nullable UUID orderId, PageRequest page) {
        return orderId == null
                ? page.of(reading.newest(page.after(UUID::fromString), page.fetch()), ReservationView::reservationId)
                : new Page<>(reading.ofOrder(orderId).stream().toList(), null);
    }

    @GetMapping("/{id}")
    ReservationView reservation(@PathVariable UUID id) {
        return reading.find(id).orElseThrow(() -> Problem.notFound("reservation", id));
    }
}
