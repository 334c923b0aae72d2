package dev.tandem.shipping;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.Idempotent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shipments to look at, and to hand over to the carrier; only messages make and cancel them. */
@RestController
@RequestMapping("/shipments")
class ShipmentController {

    /** Sorts behind all others. */
    private static final UUID LAST = new UUID(-1, -1);

    private final Shipments shipments;
    private final HandingOver handingOver;

    ShipmentController(Shipments shipments, HandingOver handingOver) {
        this.shipments = shipments;
        this.handingOver = handingOver;
    }

    /** An order's shipment, or all of them, newest first. */
    @GetMapping
    Page<ShipmentView> list(@RequestParam(required = false) @Nullable UUID orderId, PageRequest page) {
        var found = orderId == null
                ? newest(page)
                : shipments.findByOrderId(orderId).stream().toList();
        return page.of(found.stream().map(ShipmentView::of).toList(), ShipmentView::shipmentId);
    }

    private List<Shipment> newest(PageRequest page) {
        var before = page.after(UUID::fromString);
        return shipments.findByIdLessThanOrderByIdDesc(before == null ? LAST : before, Limit.of(page.fetch()));
    }

    @GetMapping("/{shipmentId}")
    ShipmentView shipment(@PathVariable UUID shipmentId) {
        return shipments
                .findById(shipmentId)
                .map(ShipmentView::of)
                .orElseThrow(() -> Problem.notFound("shipment", shipmentId));
    }

    /** The carrier took the parcel; said twice is as good as said once. */
    @Idempotent(required = false)
    @PostMapping("/{shipmentId}/handover")
    ShipmentView handOver(@PathVariable UUID shipmentId) {
        var shipment = handingOver.handOver(shipmentId).orElseThrow(() -> Problem.notFound("shipment", shipmentId));
        if (shipment.status() == Shipment.Status.CANCELLED) {
            throw Problem.of(409, "shipment-cancelled", "Shipment %s was cancelled.".formatted(shipmentId));
        }
        return ShipmentView.of(shipment);
    }
}
