package dev.tandem.payment.gateway;

/** The gateway gave no answer that settles anything. Says nothing about whether the charge or refund happened. */
public class GatewayTrouble extends RuntimeException {

    GatewayTrouble(String message) {
        super(message);
    }

    GatewayTrouble(String message, Throwable cause) {
        super(message, cause);
    }

    /** Likely to pass by itself: worth asking again at once. */
    static class Transient extends GatewayTrouble {

        Transient(String message) {
            super(message);
        }

        Transient(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The question never left: the circuit is open, or too many are out already. */
    static class NotAsked extends GatewayTrouble {

        NotAsked(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** An answer that nobody has thought of: a person has to, and asking again at once would not help. */
    static class Unmapped extends GatewayTrouble {

        Unmapped(String message) {
            super(message);
        }

        Unmapped(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
