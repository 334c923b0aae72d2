package dev.tandem.messaging;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/deadletters}: messages that could not be processed and wait for a decision, newest first. */
@Endpoint(id = "deadletters")
class DeadLettersEndpoint {

    private static final int SHOWN = 100;

    private final DeadLetters deadLetters;

    DeadLettersEndpoint(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @ReadOperation
    Map<String, Object> deadLetters() {
        return Map.of("parked", deadLetters.count(), "newest", deadLetters.parked(SHOWN));
    }
}
