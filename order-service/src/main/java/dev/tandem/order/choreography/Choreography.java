package dev.tandem.order.choreography;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The other packages' way in: an order that nobody conducts begins to be watched over. */
@Component
public class Choreography {

    private final Choreographies choreographies;
    private final ChoreographyProperties properties;

    Choreography(Choreographies choreographies, ChoreographyProperties properties) {
        this.choreographies = choreographies;
        this.properties = properties;
    }

    /**
     * Begins, in the transaction that places the orders: there is no order without a deadline.
     *
     * @param correlationIds of the requests, by order; handed down if time runs out
     */
    public void begin(Map<UUID, String> correlationIds) {
        if (!correlationIds.isEmpty()) {
            choreographies.add(correlationIds, properties.deadlineSeconds());
        }
    }
}
