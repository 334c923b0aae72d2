package dev.tandem.order.journal;

import dev.tandem.eventsourcing.JournalEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares each order with what its events add up to. */
@Component
class Replays {

    /** An order with its events, in one statement and so of one moment: orders go on changing meanwhile. */
    private static final String PAGE = """
            SELECT orders.*, event.stream_id, event.version AS event_version, event.event_id, event.type,
                   event.schema_version, event.data, event.metadata, event.occurred_at
              FROM (SELECT *
                      FROM orders
                     WHERE order_id > :after
                     ORDER BY order_id
                     LIMIT :limit) AS orders
              JOIN event_journal AS event ON event.stream_id = 'order-' || orders.order_id
             ORDER BY order_id, event.version
            """;

    private static final int PAGE_SIZE = 500;

    /** Sorts before all others. */
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final OrderMapping mapping;

    Replays(JdbcClient jdbc, OrderMapping mapping) {
        this.jdbc = jdbc;
        this.mapping = mapping;
    }

    /** A sentence for each order that is not what its events say. */
    List<String> differences() {
        var differences = new ArrayList<String>();
        var page = page(FIRST);
        while (!page.isEmpty()) {
            page.forEach((order, events) -> {
                if (!matches(order, events)) {
                    differences.add("order %s is %s, but happened %s".formatted(order.id(), order, events));
                }
            });
            page = page(page.lastEntry().getKey().id());
        }
        return differences;
    }

    private SequencedMap<StoredOrder, List<RecordedEvent>> page(UUID after) {
        var page = new LinkedHashMap<StoredOrder, List<RecordedEvent>>();
        jdbc.sql(PAGE)
                .param("after", after)
                .param("limit", PAGE_SIZE)
                .query((row, number) -> Map.entry(mapping.order(row, number), event(row)))
                .list()
                .forEach(row -> page.computeIfAbsent(row.getKey(), order -> new ArrayList<>())
                        .add(row.getValue()));
        return page;
    }

    private static RecordedEvent event(ResultSet row) throws SQLException {
        return OrderJournal.read(new JournalEvent(
                row.getString("stream_id"),
                row.getInt("event_version"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getInt("schema_version"),
                row.getString("data"),
                row.getString("metadata"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant()));
    }

    private static boolean matches(StoredOrder order, List<RecordedEvent> events) {
        var replayed = StoredOrder.none(order.id(), order.createdAt());
        try {
            for (var event : events) {
                replayed = replayed.after(event);
            }
            return replayed.equals(order);
        } catch (IllegalStateException impossible) {
            return false;
        }
    }
}
