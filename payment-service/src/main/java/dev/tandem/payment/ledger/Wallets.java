package dev.tandem.payment.ledger;

import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All wallets. */
@Repository
public class Wallets {

    /** One statement for a batch, in key order: two batches that want the same wallets queue and do not deadlock. */
    private static final String LOCK = """
            SELECT w
              FROM Wallet w
             WHERE w.customerId IN :customerIds
             ORDER BY w.customerId
            """;

    /** An existing wallet stays as it is. */
    private static final String OPEN = """
            INSERT INTO wallet (customer_id, balance, currency, created_at)
            SELECT DISTINCT customer_id, 0, 'EUR', cast(:now AS timestamptz)
              FROM unnest(:customerIds) AS new (customer_id)
             ORDER BY customer_id
                ON CONFLICT (customer_id) DO NOTHING
            RETURNING customer_id
            """;

    private final EntityManager entities;
    private final JdbcClient jdbc;

    Wallets(EntityManager entities, JdbcClient jdbc) {
        this.entities = entities;
        this.jdbc = jdbc;
    }

    /**
     * Reads these wallets as they are now and keeps them so until the transaction ends: the guide's 'pessimistic view',
     * against dirty reads and lost updates. What anybody read earlier, in another step or another service, does not count.
     *
     * @return by customer; those without a wallet are missing
     */
    public Map<String, Wallet> lock(Collection<String> customerIds) {
        return customerIds.isEmpty()
                ? Map.of()
                : entities
                        .createQuery(LOCK, Wallet.class)
                        .setParameter("customerIds", customerIds)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList()
                        .stream()
                        .collect(toMap(Wallet::accountId, Function.identity()));
    }

    /** Opens empty wallets for those who have none, and says who that was. */
    List<String> open(Collection<String> customerIds, Instant now) {
        return jdbc.sql(OPEN)
                .param("customerIds", customerIds.toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list();
    }

    Optional<Wallet> find(String customerId) {
        return Optional.ofNullable(entities.find(Wallet.class, customerId));
    }
}
