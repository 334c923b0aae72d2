package dev.tandem.locks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.testsupport.PostgresServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class FencingGuardTest {

    private static final DataSource database = migrated();

    private final JdbcClient jdbc = JdbcClient.create(database);
    private final FencingGuard guard = new FencingGuard(jdbc);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));

    private static DataSource migrated() {
        var database = PostgresServer.shared().freshDatabase().dataSource();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/locks")
                .load()
                .migrate();
        JdbcClient.create(database)
                .sql("CREATE TABLE report (body text NOT NULL, fencing_token bigint NOT NULL)")
                .update();
        return database;
    }

    @BeforeEach
    void forget() {
        jdbc.sql("TRUNCATE fencing_guard, report").update();
    }

    @Test
    void aHolderWritesAsOftenAsItLikesUntilTheNextOneWrites() {
        assertThat(guard.admits("report", 33)).isTrue();
        assertThat(guard.admits("report", 33)).isTrue();
        assertThat(guard.admits("report", 34)).isTrue();

        assertThat(guard.admits("report", 33)).isFalse();

        assertThat(guard.admits("report", 34)).isTrue();
        assertThat(guard.admits("another", 33)).isTrue();
    }

    @Test
    void admissionAndWriteAreOneStatement() {
        assertThat(write(2, "new")).isOne();

        assertThat(write(1, "late")).isZero();

        assertThat(jdbc.sql("SELECT body FROM report").query(String.class).list())
                .containsExactly("new");
    }

    @Test
    void nobodyGetsBetweenAdmissionAndWrite() throws Exception {
        var admitted = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var old = others.submit(() -> transaction.execute(_ -> {
                assertThat(guard.admits("report", 1)).isTrue();
                admitted.countDown();
                await(goOn);
                return jdbc.sql("INSERT INTO report VALUES ('old', 1)").update();
            }));
            admitted.await();
            var next = others.submit(() -> write(2, "new"));
            goOn.countDown();

            assertThat(old.get()).isOne();
            assertThat(next.get()).isOne();
        }
        assertThat(jdbc.sql("SELECT body FROM report").query(String.class).list())
                .containsExactly("old", "new");
    }

    private int write(long token, String body) {
        return jdbc.sql("WITH admitted AS (" + FencingGuard.ADMIT + ")"
                        + " INSERT INTO report (body, fencing_token) SELECT :body, :token FROM admitted")
                .param("resource", "report")
                .param("token", token)
                .param("body", body)
                .update();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
