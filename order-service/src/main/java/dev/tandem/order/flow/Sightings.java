package dev.tandem.order.flow;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Everything that was seen of orders. */
@Repository
class Sightings {

    /** One statement for a whole batch, and nothing is read: this is on the path of every event of the platform. */
    private static final String ADD = """
            INSERT INTO flow_event (order_id, event_id, type, service, reason, occurred_at)
            SELECT *
              FROM unnest(CAST(:orderIds   AS uuid[]),
                          CAST(:eventIds   AS uuid[]),
                          CAST(:types      AS text[]),
                          CAST(:services   AS text[]),
                          CAST(:reasons    AS text[]),
                          CAST(:occurredAt AS timestamptz[]))
                ON CONFLICT (order_id, event_id) DO NOTHING
            """;

    /** Identifiers of one service's messages rise, so they put in order what happened in one microsecond. */
    private static final String OF_ORDER = """
            SELECT order_id, event_id, type AS event, service, reason, occurred_at
              FROM flow_event
             WHERE order_id = :orderId
             ORDER BY occurred_at, event_id
            """;

    private final JdbcClient jdbc;

    Sightings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Collection<Sighting> seen) {
        jdbc.sql(ADD)
                .param("orderIds", column(seen, Sighting::orderId))
                .param("eventIds", column(seen, Sighting::eventId))
                .param("types", column(seen, Sighting::event))
                .param("services", column(seen, Sighting::service))
                .param("reasons", column(seen, Sighting::reason))
                .param("occurredAt", column(seen, Sighting::occurredAt))
                .update();
    }

    /** What was seen of an order, as far as clocks tell in the order in which it happened. */
    List<Sighting> of(UUID orderId) {
        return jdbc.sql(OF_ORDER)
                .param("orderId", orderId)
                .query(Sighting.class)
                .list();
    }

    private static @Nullable String[] column(Collection<Sighting> rows, Function<Sighting, @Nullable Object> value) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        var i = 0;
        for (var row : rows) {
            var cell = value.apply(row);
            column[i++] = cell == null ? null : cell.toString();
        }
        return column;
    }
}
