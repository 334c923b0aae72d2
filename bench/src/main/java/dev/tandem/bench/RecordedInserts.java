package dev.tandem.bench;

import dev.tandem.idempotency.Attempt;
import dev.tandem.idempotency.Claim;
import dev.tandem.idempotency.JdbcRecords;
import dev.tandem.idempotency.RecordKey;
import dev.tandem.idempotency.StoredAnswer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One client's inserts of payments, on a connection of its own, with and without a record of the request. */
final class RecordedInserts {

    static final String TABLE =
            "CREATE TABLE payment (id uuid PRIMARY KEY, customer_id text NOT NULL, amount numeric(19,2) NOT NULL)";

    private static final String INSERT = "INSERT INTO payment (id, customer_id, amount) VALUES (:id, 'bench', 26.00)";
    private static final String INSERT_IF_CLAIMED =
            "INSERT INTO payment (id, customer_id, amount) SELECT :id, 'bench', 26.00 FROM claimed";

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final String FINGERPRINT = "0123456789abcdef".repeat(4);

    /** As long as the answer to an order. */
    private static final StoredAnswer ANSWER = new StoredAnswer(
            201,
            Map.of("Location", List.of("/payments/1"), "Content-Type", List.of("application/json")),
            "x".repeat(200).getBytes(StandardCharsets.US_ASCII));

    private final JdbcClient jdbc;
    private final JdbcRecords records;
    private final TransactionTemplate transaction;

    RecordedInserts(Connection connection) {
        var dataSource = new SingleConnectionDataSource(connection, true);
        this.jdbc = JdbcClient.create(dataSource);
        this.records = new JdbcRecords(jdbc);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** What to compare with. */
    void alone() {
        insert();
    }

    /** One statement, one commit. */
    void inOneStatement() {
        granted(records.claimWith(attempt(), ANSWER, INSERT_IF_CLAIMED, Map.of("id", UUID.randomUUID())));
    }

    /** Three statements, one commit. */
    void together() {
        transaction.executeWithoutResult(_ -> {
            var attempt = attempt();
            granted(records.claim(attempt));
            insert();
            records.complete(attempt, ANSWER);
        });
    }

    /** Three statements, three commits. */
    void ahead() {
        var attempt = attempt();
        granted(records.claim(attempt));
        insert();
        records.complete(attempt, ANSWER);
    }

    private void insert() {
        jdbc.sql(INSERT).param("id", UUID.randomUUID()).update();
    }

    private static Attempt attempt() {
        var key = new RecordKey("POST /payments", UUID.randomUUID().toString());
        return new Attempt(key, UUID.randomUUID(), FINGERPRINT, LEASE, RETENTION);
    }

    private static void granted(Claim claim) {
        if (!(claim instanceof Claim.Granted)) {
            throw new IllegalStateException("a new key met " + claim);
        }
    }
}
