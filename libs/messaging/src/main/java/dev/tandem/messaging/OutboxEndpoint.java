package dev.tandem.messaging;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/outbox}: how much waits for the broker, and for how long. */
@Endpoint(id = "outbox")
class OutboxEndpoint {

    private final OutboxRows rows;

    OutboxEndpoint(OutboxRows rows) {
        this.rows = rows;
    }

    @ReadOperation
    MessageSource.Backlog outbox() {
        return rows.backlog();
    }
}
