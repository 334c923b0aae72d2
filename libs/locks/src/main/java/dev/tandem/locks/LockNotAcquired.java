package dev.tandem.locks;

import java.time.Duration;

/** Others held the lock for longer than the caller was ready to wait. */
public class LockNotAcquired extends RuntimeException {

    LockNotAcquired(String key, Duration patience) {
        super("lock '%s' was held by others for %s".formatted(key, patience));
    }
}
