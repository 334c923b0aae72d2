package dev.tandem.messaging;

import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code /actuator/inbox}: the consumers taken in, and the partitions that remember handled messages. */
@Endpoint(id = "inbox")
class InboxEndpoint {

    /** Estimates from the catalogue: counting would read every row. */
    private static final String PARTITIONS = """
            SELECT c.relname AS "partition",
                   greatest(c.reltuples, 0)::bigint AS "estimatedRows",
                   pg_total_relation_size(c.oid) AS "bytes"
              FROM pg_inherits i
              JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = 'inbox'::regclass
             ORDER BY c.relname
            """;

    private final JdbcClient jdbc;
    private final List<String> consumers;

    InboxEndpoint(JdbcClient jdbc, List<Subscription<?>> subscriptions) {
        this.jdbc = jdbc;
        this.consumers = subscriptions.stream().map(Subscription::consumer).toList();
    }

    @ReadOperation
    Map<String, Object> inbox() {
        return Map.of(
                "consumers",
                consumers,
                "partitions",
                jdbc.sql(PARTITIONS).query().listOfRows());
    }
}
