package dev.tandem.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/** A participant's answer to a command. A refusal is an answer, not an exception. */
public sealed interface Reply {

    /**
     * It is done, now or by an earlier delivery of the same command.
     *
     * @param data what the asker may want to keep, as JSON; a {@code JsonNode} once it was received
     */
    record Succeeded(
            @JsonDeserialize(as = JsonNode.class) @Nullable Object data) implements Reply {}

    /**
     * It was not done and will not be, however often it is asked: definite, so compensation may start.
     *
     * @param reason a stable upper-case code such as {@code OUT_OF_STOCK}
     * @param detail one sentence for people
     */
    record Refused(String reason, String detail) implements Reply {}

    /**
     * It could not be done now; asking again may help. Says nothing about the outcome: it may have happened.
     *
     * @param detail one sentence for people
     */
    record Failed(String detail) implements Reply {}

    /** Done, and nothing to tell. */
    static Reply succeeded() {
        return new Succeeded(null);
    }

    /** Done, with what the asker may want to keep. */
    static Reply succeeded(Object data) {
        return new Succeeded(data);
    }
}
