package dev.tandem.payment;

import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** All payments and their refunds. */
@Repository
class Payments {

    /** In key order, so that two batches about the same orders queue and do not deadlock. */
    private static final String LOCK_BY_ORDER = """
            SELECT p
              FROM Payment p
             WHERE p.orderId IN :orderIds
             ORDER BY p.orderId
            """;

    private static final String FIND_BY_ORDER = "SELECT p FROM Payment p WHERE p.orderId = :orderId";

    private static final String NEWEST_FIRST = """
            SELECT p
              FROM Payment p
             WHERE p.id < :before
             ORDER BY p.id DESC
            """;

    private static final String REFUNDS = """
            SELECT r
              FROM Refund r
             WHERE r.payment.id IN :paymentIds
            """;

    private static final UUID LATEST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final EntityManager entities;

    Payments(EntityManager entities) {
        this.entities = entities;
    }

    /** The payments of these orders, by order, locked until the transaction ends. May be added to. */
    Map<UUID, Payment> lockByOrder(Collection<UUID> orderIds) {
        return entities
                .createQuery(LOCK_BY_ORDER, Payment.class)
                .setParameter("orderIds", orderIds)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .collect(toMap(Payment::orderId, Function.identity(), (a, _) -> a, HashMap::new));
    }

    /** One payment, locked until the transaction ends. */
    Payment lock(UUID id) {
        var payment = entities.find(Payment.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (payment == null) {
            throw new IllegalStateException("no payment " + id);
        }
        return payment;
    }

    void add(Payment payment) {
        entities.persist(payment);
    }

    void add(Refund refund) {
        entities.persist(refund);
    }

    /** Writes now what would be written at the commit, for statements that refer to it. */
    void flush() {
        entities.flush();
    }

    Optional<Payment> find(UUID id) {
        return Optional.ofNullable(entities.find(Payment.class, id));
    }

    List<Payment> ofOrder(UUID orderId) {
        return entities.createQuery(FIND_BY_ORDER, Payment.class)
                .setParameter("orderId", orderId)
                .getResultList();
    }

    /** At most so many, the newest first, beginning below {@code before}. */
    List<Payment> newest(@Nullable UUID before, int limit) {
        return entities.createQuery(NEWEST_FIRST, Payment.class)
                .setParameter("before", before == null ? LATEST : before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** By payment; those without one are missing. */
    Map<UUID, Refund> refundsOf(Collection<UUID> paymentIds) {
        return paymentIds.isEmpty()
                ? Map.of()
                : entities
                        .createQuery(REFUNDS, Refund.class)
                        .setParameter("paymentIds", paymentIds)
                        .getResultList()
                        .stream()
                        .collect(toMap(Refund::paymentId, Function.identity()));
    }
}
