package dev.tandem.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.idempotency.JdbcRecords.Opening;
import dev.tandem.testsupport.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcRecordsTest extends StoreContract {

    private static final HikariDataSource POOL = new HikariDataSource();
    private static final TransactionTemplate TRANSACTION = new TransactionTemplate(new JdbcTransactionManager(POOL));
    private static final JdbcClient JDBC = JdbcClient.create(POOL);
    private static final JdbcRecords RECORDS = new JdbcRecords(JDBC);

    @BeforeAll
    static void migrate() {
        var database = PostgresServer.shared().freshDatabase();
        POOL.setJdbcUrl(database.url());
        POOL.setUsername(database.username());
        POOL.setPassword(database.password());
        Flyway.configure()
                .dataSource(POOL)
                .locations("classpath:db/migration/idempotency")
                .load()
                .migrate();
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    @Override
    IdempotencyStore store() {
        return RECORDS;
    }

    @Test
    void aClaimGoesWithTheTransactionThatMadeIt() {
        TRANSACTION.executeWithoutResult(transaction -> {
            RECORDS.claim(attempt("rolled back"));
            transaction.setRollbackOnly();
        });

        assertThat(RECORDS.claim(attempt("rolled back"))).isEqualTo(new Claim.Granted(null, false));
    }

    @Test
    void aRepeatDoesNotWaitForTheTransactionOfTheFirst() {
        var met = TRANSACTION.execute(_ -> {
            RECORDS.claim(attempt("in a transaction"));
            return elsewhere(() -> RECORDS.claim(attempt("in a transaction")));
        });

        assertThat(met).isEqualTo(new Claim.InProgress());
    }

    @Test
    void aBatchIsClaimedWithItsAnswersInOneStatement() {
        var answered = new Opening(attempt("batch 1"), "order 1", ANSWER);
        var open = new Opening(attempt("batch 2"), "order 2", null);

        assertThat(RECORDS.claim(List.of(answered, open)))
                .containsExactly(new Claim.Granted("order 1", true), new Claim.Granted("order 2", false));

        assertThat(RECORDS.claim(attempt("batch 1"))).isEqualTo(new Claim.Answered(ANSWER));
        assertThat(RECORDS.claim(attempt("batch 2"))).isEqualTo(new Claim.InProgress());
    }

    @Test
    void aClaimAndTheWorkCanBeOneStatement() {
        JDBC.sql("CREATE TABLE work (amount bigint)").update();
        var work = "INSERT INTO work SELECT :amount FROM claimed";

        assertThat(RECORDS.claimWith(attempt("one statement"), ANSWER, work, Map.of("amount", 1)))
                .isEqualTo(new Claim.Granted(null, true));
        assertThat(RECORDS.claimWith(attempt("one statement"), ANSWER, work, Map.of("amount", 1)))
                .isEqualTo(new Claim.Answered(ANSWER));
        assertThat(JDBC.sql("SELECT amount FROM work").query(Long.class).list()).containsExactly(1L);
    }

    @Test
    void repeatsWithinABatchMeetTheFirst() {
        var first = new Opening(attempt("twice"), null, ANSWER);
        var second = new Opening(attempt("twice"), null, new StoredAnswer(202, ANSWER.headers(), new byte[0]));

        assertThat(RECORDS.claim(List.of(first, second)))
                .containsExactly(new Claim.Granted(null, true), new Claim.Answered(ANSWER));
    }

    /** Its answer is about what it would have done, had it been the first. */
    @Test
    void whoTakesOverABatchClaimGetsWhatWasGotToAndStoresNoAnswer() {
        var dead = new Opening(attempt("taken over", SHORT, LONG), "order 1", null);
        RECORDS.claim(List.of(dead));
        var next = new Opening(attempt("taken over"), "order 2", ANSWER);

        await().until(() -> RECORDS.claim(List.of(next)), List.of(new Claim.Granted("order 1", false))::equals);
        assertThat(RECORDS.claim(attempt("taken over"))).isEqualTo(new Claim.InProgress());
    }

    @Test
    void batchesWithTheSameKeysInAnyOrderDoNotDeadlock() throws Exception {
        var keys = IntStream.range(0, 40).mapToObj(i -> "crossing " + i).toList();
        List<Callable<List<Claim>>> batches = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<List<Claim>>) () ->
                        TRANSACTION.execute(_ -> RECORDS.claim((i % 2 == 0 ? keys : keys.reversed())
                                .stream()
                                        .map(key -> new Opening(attempt(key), null, ANSWER))
                                        .toList())))
                .toList();

        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var met = writers.invokeAll(batches).stream()
                    .flatMap(it -> it.resultNow().stream())
                    .toList();

            assertThat(met).filteredOn(new Claim.Granted(null, true)::equals).hasSize(40);
            assertThat(met).filteredOn(new Claim.Answered(ANSWER)::equals).hasSize(7 * 40);
        }
    }

    @Test
    void expiredRecordsAreRemovedInSmallBatchesAndOthersStay() {
        for (var i = 0; i < 25; i++) {
            var attempt = attempt("old " + i, LONG, Duration.ofMillis(1));
            RECORDS.claim(attempt);
            RECORDS.complete(attempt, ANSWER);
        }
        var kept = attempt("young");
        RECORDS.claim(kept);
        await().until(() -> countOf("old %") == expired("old %"));

        assertThat(RECORDS.removeExpired(10)).isEqualTo(10);
        new ExpiredRecords(RECORDS, Duration.ofHours(1), 10).remove();

        assertThat(countOf("old %")).isLessThan(25);
        await().untilAsserted(() -> {
            RECORDS.removeExpired(10);
            assertThat(countOf("old %")).isZero();
        });
        assertThat(countOf("young")).isEqualTo(1);
    }

    private long countOf(String key) {
        return count("SELECT count(*) FROM idempotency_record WHERE scope = :scope AND key LIKE :key", key);
    }

    private long expired(String key) {
        return count(
                "SELECT count(*) FROM idempotency_record WHERE scope = :scope AND key LIKE :key AND expires_at <= now()",
                key);
    }

    private long count(String query, String key) {
        return JDBC.sql(query)
                .param("scope", scope)
                .param("key", key)
                .query(Long.class)
                .single();
    }

    private static Claim elsewhere(Callable<Claim> claim) {
        try (var other = Executors.newSingleThreadExecutor()) {
            return other.submit(claim).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
