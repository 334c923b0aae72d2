package dev.tandem.inventory.reservation;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** The rows of the table {@code reservation}, with their lines. */
@Repository
class Reservations {

    /**
     * Reservations first, stock second, each in the order of their keys: whoever needs both takes the locks in this
     * order, the sweep too, so nobody waits in a circle.
     */
    private static final String LOCK = """
            SELECT *
              FROM reservation
             WHERE order_id = ANY (:orderIds)
             ORDER BY order_id
               FOR NO KEY UPDATE
            """;

    /** Skips what somebody else is working on: a command, whose answer will stand, or another instance's sweep. */
    private static final String CLAIM_OVERDUE = """
            SELECT *
              FROM reservation
             WHERE status = 'PENDING'
               AND expires_at < now()
             ORDER BY expires_at
             LIMIT :limit
               FOR NO KEY UPDATE SKIP LOCKED
            """;

    /** Ids are made of time, so the newest have the highest. */
    private static final String NEWEST_BEFORE = "SELECT r FROM Reservation r WHERE r.id < :before ORDER BY r.id DESC";

    private static final String OF_ORDER = "SELECT r FROM Reservation r WHERE r.orderId = :orderId";

    private final EntityManager entities;

    Reservations(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps these orders' reservations, if there are any, to ourselves until the end of the transaction. */
    @SuppressWarnings("unchecked") // the query names the entity
    List<Reservation> lock(Collection<UUID> orderIds) {
        return entities.createNativeQuery(LOCK, Reservation.class)
                .setParameter("orderIds", orderIds.toArray(UUID[]::new))
                .getResultList();
    }

    /** Keeps some reservations to ourselves whose time is up by the database's clock. */
    @SuppressWarnings("unchecked") // the query names the entity
    List<Reservation> claimOverdue(int limit) {
        return entities.createNativeQuery(CLAIM_OVERDUE, Reservation.class)
                .setParameter("limit", limit)
                .getResultList();
    }

    Optional<Reservation> find(UUID id) {
        return Optional.ofNullable(entities.find(Reservation.class, id));
    }

    Optional<Reservation> ofOrder(UUID orderId) {
        return entities.createQuery(OF_ORDER, Reservation.class)
                .setParameter("orderId", orderId)
                .getResultStream()
                .findFirst();
    }

    /** The newest that are older than this one. */
    List<Reservation> newest(UUID before, int limit) {
        return entities.createQuery(NEWEST_BEFORE, Reservation.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** A second one for the same order breaks {@code UNIQUE (order_id)}, which is what makes repeats safe. */
    void add(Reservation reservation) {
        entities.persist(reservation);
    }

    /** Writes now what would be written at the commit: a broken constraint is the handler's failure, not the caller's. */
    void flush() {
        entities.flush();
    }

    /** The transaction's time by the database's clock, which all instances share. */
    Instant now() {
        return (Instant)
                entities.createNativeQuery("SELECT now()", Instant.class).getSingleResult();
    }
}
