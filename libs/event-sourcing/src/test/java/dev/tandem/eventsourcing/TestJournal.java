package dev.tandem.eventsourcing;

import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.testsupport.PostgresServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An empty journal in a database of its own, as a service would have it. */
final class TestJournal implements AutoCloseable {

    final HikariDataSource pool = new HikariDataSource();
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final Journal journal;
    final JournalPublication publication;

    TestJournal() {
        var database = PostgresServer.shared().freshDatabase();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration/event-journal")
                .load()
                .migrate();
        jdbc = JdbcClient.create(pool);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        journal = new Journal(jdbc);
        publication = new JournalPublication(jdbc);
    }

    static JournalEvent event(String stream, int version) {
        return new JournalEvent(
                stream, version, UUID.randomUUID(), "Counted", 1, "{\"n\":%d}".formatted(version), "{}", Instant.EPOCH);
    }

    /** In the current transaction, or in one of its own. */
    void append(String stream, int version) {
        journal.append(List.of(event(stream, version)));
    }

    /** Publishes all that there is to publish: stream and version of each, in their order. */
    List<String> publish(int limit) {
        var all = new ArrayList<String>();
        for (var more = true; more; ) {
            more = Objects.requireNonNull(transaction.execute(status -> {
                takeTurn();
                var portion = publication.next(limit);
                portion.events().forEach(event -> all.add(name(event)));
                publication.published(portion);
                return portion.hasMore();
            }));
        }
        return all;
    }

    /** As relays do it: in a statement of its own. */
    void takeTurn() {
        jdbc.sql("SELECT pg_advisory_xact_lock(1)").query(row -> {});
    }

    static String name(JournalEvent event) {
        return event.streamId() + "/" + event.version();
    }

    @Override
    public void close() {
        pool.close();
    }
}
