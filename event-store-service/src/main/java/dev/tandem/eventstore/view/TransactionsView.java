package dev.tandem.eventstore.view;

import dev.tandem.eventstore.projection.Projection;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The trace of all that one request set in motion, over all services and whatever coordinated it. */
@Configuration(proxyBeanMethods = false)
class TransactionsView {

    static final String NAME = "transactions";

    private static final String TABLES = """
            CREATE TABLE trace_event (
                position         bigint      PRIMARY KEY,
                partition_number smallint    NOT NULL,
                correlation_id   text        NOT NULL,
                event_id         uuid        NOT NULL,
                causation_id     text,
                source           text,
                stream_id        text        NOT NULL,
                type             text        NOT NULL,
                coordination     text,
                occurred_at      timestamptz NOT NULL
            );
            CREATE INDEX ON trace_event (correlation_id, occurred_at, position);
            """;

    private static final String TRACED = """
            INSERT INTO trace_event (position, partition_number, correlation_id, event_id, causation_id, source, stream_id,
                                     type, coordination, occurred_at)
            SELECT position, :partition, metadata ->> 'correlationId', event_id, metadata ->> 'causationId',
                   metadata ->> 'source', stream_id, type, metadata ->> 'coordination', occurred_at
              FROM batch
             WHERE metadata ->> 'correlationId' IS NOT NULL
            """;

    @Bean
    Projection transactions() {
        return new Projection(NAME, List.of(), TABLES, List.of("trace_event"), List.of(TRACED));
    }
}
