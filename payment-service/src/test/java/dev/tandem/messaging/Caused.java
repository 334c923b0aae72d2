package dev.tandem.messaging;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Looks at what a handler wanted to be sent, as the inbox would. */
@NullMarked
public final class Caused {

    private Caused() {}

    public static List<Message> by(Delivery<?> delivery) {
        return List.copyOf(delivery.caused());
    }
}
