package dev.tandem.order.choreography;

import dev.tandem.messaging.Origin;
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
     * Begins, in the transaction that places the order: there is no order without a deadline.
     *
     * @param origin of the request, which is handed down if time runs out
     */
    public void begin(UUID orderId, Origin origin) {
        choreographies.add(orderId, origin.correlationId(), properties.deadlineSeconds());
    }
}
