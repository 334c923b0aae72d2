package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.testsupport.PostgresServer;
import dev.tandem.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An empty log in a database of its own, as a service would have it. */
final class TestLog implements AutoCloseable {

    final TestDatabase database = PostgresServer.shared().freshDatabase();
    final HikariDataSource pool = new HikariDataSource();
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final EventStore store;
    final LogReader reader;
    final Snapshots snapshots;

    TestLog() {
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration/event-sourcing")
                .load()
                .migrate();
        jdbc = JdbcClient.create(pool);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        store = new EventStore(jdbc, transaction);
        reader = new LogReader(jdbc);
        snapshots = new Snapshots(jdbc);
    }

    /** Notifications of this log's database. */
    LogSignal signal() {
        return new LogSignal(new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return database.username();
            }

            @Override
            public String getPassword() {
                return database.password();
            }

            @Override
            public String getJdbcUrl() {
                return database.url();
            }
        });
    }

    static NewEvent event(String type) {
        return event(UUID.randomUUID(), type, JsonNodeFactory.instance.objectNode());
    }

    static NewEvent event(UUID id, String type, JsonNode data) {
        return new NewEvent(id, type, 1, data, JsonNodeFactory.instance.objectNode(), null);
    }

    static List<NewEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> event("Counted")).toList();
    }

    static Append append(String stream, NewEvent... events) {
        return new Append(stream, new Expected.Any(), List.of(events));
    }

    /** The whole log, read page by page. */
    List<RecordedEvent> everything() {
        var all = new ArrayList<RecordedEvent>();
        for (var page = reader.after(0, 500); !page.isEmpty(); page = reader.after(all.size(), 500)) {
            all.addAll(page);
        }
        return all;
    }

    @Override
    public void close() {
        pool.close();
    }
}
