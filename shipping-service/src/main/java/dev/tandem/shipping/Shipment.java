package dev.tandem.shipping;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.contracts.shipping.ShipOrder;
import dev.tandem.messaging.Ids;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One order's parcel, or the memory that there must never be one: a cancelled shipment without a destination is a
 * tombstone, left by a cancellation that came first.
 */
@Entity
@Table(name = "shipment")
class Shipment {

    /** What can still happen to it. */
    enum Status {
        /** The parcel is packed and waits for the carrier. Can be cancelled. */
        CREATED,
        /** It will not go, and was not sent. Final. */
        CANCELLED,
        /** The carrier has it, and nobody can call it back. Final. */
        HANDED_OVER
    }

    @Id
    private UUID id;

    /** Empty until the row is there, which tells the repository to insert without looking first. */
    @Version
    private @Nullable Integer version;

    private UUID orderId;

    @Embedded
    private @Nullable Destination destination;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Enumerated(EnumType.STRING)
    private @Nullable CancellationReason reason;

    private Instant createdAt;

    private Instant updatedAt;

    /** For Hibernate, which sets the fields by itself. */
    @SuppressWarnings("NullAway.Init")
    protected Shipment() {}

    private Shipment(
            UUID id,
            UUID orderId,
            @Nullable Destination destination,
            Status status,
            @Nullable CancellationReason reason,
            Instant now) {
        this.id = id;
        this.orderId = orderId;
        this.destination = destination;
        this.status = status;
        this.reason = reason;
        this.createdAt = now;
        this.updatedAt = now;
    }

    static Shipment to(Address address, UUID orderId, Instant now) {
        return new Shipment(Ids.next(), orderId, Destination.of(address), Status.CREATED, null, now);
    }

    /** The same, under the id that whoever asks has chosen for it. */
    static Shipment to(ShipOrder order, Instant now) {
        var destination = Destination.of(order.address());
        return new Shipment(order.shipmentId(), order.orderId(), destination, Status.CREATED, null, now);
    }

    static Shipment tombstone(UUID orderId, CancellationReason reason, Instant now) {
        return new Shipment(Ids.next(), orderId, null, Status.CANCELLED, reason, now);
    }

    void cancel(CancellationReason because, Instant now) {
        leave(Status.CANCELLED, now);
        reason = because;
    }

    void handOver(Instant now) {
        leave(Status.HANDED_OVER, now);
    }

    private void leave(Status next, Instant now) {
        if (status != Status.CREATED) {
            throw new IllegalStateException(
                    "shipment %s is %s and can become nothing else, least of all %s".formatted(id, status, next));
        }
        status = next;
        updatedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID orderId() {
        return orderId;
    }

    @Nullable
    Address address() {
        return destination == null ? null : destination.toAddress();
    }

    Status status() {
        return status;
    }

    @Nullable
    CancellationReason reason() {
        return reason;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
