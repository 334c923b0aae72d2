package dev.tandem.messaging;

/** What arrived is not a message that anybody here understands; trying again will not help. */
final class UnreadableMessage extends RuntimeException {

    UnreadableMessage(String problem) {
        super(problem);
    }

    UnreadableMessage(String problem, Throwable cause) {
        super(problem, cause);
    }
}
