package dev.tandem.inventory.reservation;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/**
 * Units set aside for an order: the guide's semantic lock (guide, 'Strategy 1: Semantic Locks'), against lost updates:
 * two sagas that saw the same last units cannot both have them.
 *
 * <p>A saga commits step by step, so no database lock can protect an order's units until the order is decided. This
 * record does: as long as it is live, its units count as reserved in {@code stock} and no other order can have them,
 * although they are still on the shelf. Giving them back is a change of this record, never its deletion, so that the
 * reversal can be seen. Unlike a database lock it survives a crash of whoever holds it; a holder who never comes back
 * is what {@code expiresAt} is for.
 *
 * <p>There is at most one per order, and it is what makes commands idempotent: they are answered from the state that
 * they find ({@link Decision}).
 */
@Entity
class Reservation {

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID orderId;

    @Enumerated(EnumType.STRING)
    private ReservationStatus status;

    @Enumerated(EnumType.STRING)
    private @Nullable CancellationReason reason;

    private @Nullable Instant expiresAt;

    @ElementCollection
    @CollectionTable(name = "reservation_line", joinColumns = @JoinColumn(name = "reservation_id"))
    @BatchSize(size = 500)
    private List<ReservationLine> lines = new ArrayList<>();

    @Column(updatable = false)
    private String correlationId;

    @Column(updatable = false)
    private @Nullable String coordination;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Reservation() {}

    private Reservation(UUID id, UUID orderId, ReservationStatus status, Origin origin, Instant now) {
        this.id = id;
        this.orderId = orderId;
        this.status = status;
        this.correlationId = origin.correlationId();
        this.coordination = origin.coordination();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Sets units aside until somebody decides, or the time is up. */
    static Reservation pending(
            UUID orderId, List<ReservationLine> lines, Duration timeToLive, Origin origin, Instant now) {
        var reservation = new Reservation(Ids.next(), orderId, ReservationStatus.PENDING, origin, now);
        reservation.lines.addAll(lines);
        reservation.expiresAt = now.plus(timeToLive);
        return reservation;
    }

    /** Sets units aside for good, for an order that is decided together with this. */
    static Reservation confirmed(UUID id, UUID orderId, List<ReservationLine> lines, Origin origin, Instant now) {
        var reservation = new Reservation(id, orderId, ReservationStatus.CONFIRMED, origin, now);
        reservation.lines.addAll(lines);
        return reservation;
    }

    /** Sets nothing aside, and remembers that nothing shall be. */
    static Reservation tombstone(UUID orderId, CancellationReason reason, Origin origin, Instant now) {
        var reservation = new Reservation(Ids.next(), orderId, ReservationStatus.RELEASED, origin, now);
        reservation.reason = reason;
        return reservation;
    }

    void confirm(Instant now) {
        mustBe(status == ReservationStatus.PENDING, "be confirmed");
        become(ReservationStatus.CONFIRMED, now);
        expiresAt = null;
    }

    void release(CancellationReason why, Instant now) {
        mustBe(status.isLive(), "be released");
        become(ReservationStatus.RELEASED, now);
        reason = why;
        expiresAt = null;
    }

    void expire(Instant now) {
        mustBe(status == ReservationStatus.PENDING, "expire");
        become(ReservationStatus.EXPIRED, now);
        reason = CancellationReason.TIMEOUT;
    }

    private void become(ReservationStatus next, Instant now) {
        status = next;
        updatedAt = now;
    }

    private void mustBe(boolean possible, String verb) {
        if (!possible) {
            throw new IllegalStateException(
                    "reservation %s of order %s is %s and cannot %s".formatted(id, orderId, status, verb));
        }
    }

    UUID id() {
        return id;
    }

    UUID orderId() {
        return orderId;
    }

    ReservationStatus status() {
        return status;
    }

    /** Why nothing is set aside; {@code null} while something is. */
    @Nullable
    CancellationReason reason() {
        return reason;
    }

    /** When it ends, or ended, by itself. */
    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    /** What is, or was, set aside; empty for a tombstone. */
    List<ReservationLine> lines() {
        return lines;
    }

    /** What it inherited from the command that it began with, for what happens to it without one. */
    Origin origin() {
        return new Origin(correlationId, null, null, coordination);
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
