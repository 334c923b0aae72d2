package dev.tandem.lock.core;

/**
 * The database did not take the step, or nobody knows whether it did. A lock that was granted without its caller
 * learning of it runs out by itself.
 */
public class LockStoreUnavailable extends RuntimeException {

    LockStoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    LockStoreUnavailable(String message) {
        super(message);
    }
}
