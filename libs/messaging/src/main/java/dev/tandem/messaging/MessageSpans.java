package dev.tandem.messaging;

import java.time.Instant;
import java.util.List;

/** Tells whoever traces that messages have been handled. Not called for one that is tried again, and must not fail. */
interface MessageSpans {

    /** For services that trace nothing. */
    MessageSpans NONE = (consumer, messages, began) -> {};

    /**
     * Some messages were handled together.
     *
     * @param began when that was begun; it has just ended
     */
    void handled(String consumer, List<Received> messages, Instant began);
}
