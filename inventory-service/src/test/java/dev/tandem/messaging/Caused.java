package dev.tandem.messaging;

import java.util.List;

/** What a handler replied and sent, as the inbox would keep it. */
public final class Caused {

    private Caused() {}

    /** In the order in which it was said. */
    public static List<Message> by(Delivery<?> delivery) {
        return List.copyOf(delivery.caused());
    }
}
