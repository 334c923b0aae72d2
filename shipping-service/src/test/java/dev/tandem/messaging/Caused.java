package dev.tandem.messaging;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Lets a handler's test see what the handler did with a delivery. */
@NullMarked
public final class Caused {

    private Caused() {}

    /** What was sent and replied because of the message, in this order. */
    public static List<Message> by(Delivery<?> delivery) {
        return List.copyOf(delivery.caused());
    }
}
