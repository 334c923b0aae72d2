package dev.tandem.locks;

/**
 * The place where locks are kept does not answer, so nobody knows whether the lock could be had. A lock that is held
 * already stays valid until its time is up.
 */
public class LockBackendUnavailable extends RuntimeException {

    public LockBackendUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public LockBackendUnavailable(String message) {
        super(message);
    }
}
