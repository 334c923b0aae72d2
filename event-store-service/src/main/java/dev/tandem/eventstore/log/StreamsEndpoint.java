package dev.tandem.eventstore.log;

import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long the log is, how evenly streams are spread over its partitions, and which streams are the longest. */
@Component
@Endpoint(id = "streams")
class StreamsEndpoint {

    private static final String PARTITIONS = """
            SELECT partition_number AS partition, count(*) AS events
              FROM event
             GROUP BY partition_number
             ORDER BY partition_number
            """;

    /** Among the most recent events' streams, because those of the whole log would take the whole log to find. */
    private static final String LONGEST = """
            SELECT stream_id, max(version) AS version
              FROM event
             WHERE position > (SELECT position - 100000 FROM event_head)
             GROUP BY stream_id
             ORDER BY version DESC, stream_id
             LIMIT 20
            """;

    private static final String STREAM = """
            SELECT max(version) AS version, partition_number AS partition, min(recorded_at) AS first_recorded_at,
                   max(recorded_at) AS last_recorded_at,
                   (SELECT max(version) FROM snapshot WHERE snapshot.stream_id = :stream) AS snapshot_version
              FROM event
             WHERE stream_id = :stream
             GROUP BY partition_number
            """;

    private final JdbcClient jdbc;

    StreamsEndpoint(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Log(long events, List<Share> partitions, List<Length> longestOfRecent) {}

    record Share(int partition, long events) {}

    record Length(String streamId, int version) {}

    @ReadOperation
    Log log() {
        return new Log(
                jdbc.sql("SELECT position FROM event_head").query(Long.class).single(),
                jdbc.sql(PARTITIONS).query(Share.class).list(),
                jdbc.sql(LONGEST).query(Length.class).list());
    }

    @ReadOperation
    List<Map<String, Object>> stream(@Selector String streamId) {
        return jdbc.sql(STREAM).param("stream", streamId).query().listOfRows();
    }
}
