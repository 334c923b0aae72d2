package dev.tandem.locks;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the method of a Spring bean under a lock, which is given back when it ends. The method finds its lease, and the
 * fencing token, with {@link LockedInterceptor#lease()}.
 *
 * <pre>{@code
 * @Locked(key = "invoice:#{#id}")
 * void send(long id) { ... }
 * }</pre>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Locked {

    /** The lock; parts in <code>#{...}</code> are expressions over the parameters (SpEL). */
    String key();

    /** Time-to-live, as in {@code 30s}; empty for the default of {@code tandem.locks.ttl}. */
    String ttl() default "";

    /** How long to wait, as in {@code 5s}; empty for the default of {@code tandem.locks.patience}. */
    String patience() default "";

    /** What to do if others hold the lock all the time. */
    Otherwise otherwise() default Otherwise.FAIL;

    /** What becomes of a call that does not get the lock. */
    enum Otherwise {

        /** {@link LockNotAcquired}. */
        FAIL,

        /** The method is not run, and returns null (or nothing): somebody else is doing the work. */
        SKIP
    }
}
