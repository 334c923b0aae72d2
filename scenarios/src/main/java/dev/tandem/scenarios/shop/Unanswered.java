package dev.tandem.scenarios.shop;

/** Nobody answered, or with a 5xx: whether anything happened is unknown. */
public final class Unanswered extends RuntimeException {

    Unanswered(String message) {
        super(message);
    }

    public Unanswered(String message, Throwable cause) {
        super(message, cause);
    }
}
