package dev.tandem.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller's method whose requests may be repeated under an {@code Idempotency-Key} (or {@code X-Idempotency-Key},
 * or {@code Request-Id}): the first one is carried out, the others get its answer, marked
 * {@code Idempotency-Replayed: true}. A repeat while the first is under way waits a moment and then gets a 409 with
 * {@code Retry-After}; the same key with another request gets a 422.
 *
 * <p>Takes effect where {@code tandem.idempotency.store} is set. Endpoints of others can take part by
 * {@code tandem.idempotency.routes}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** Whether a request without a key is refused; else it is carried out without any memory. */
    boolean required() default true;

    /**
     * Who asks, if nobody has logged in: the name of a path variable, or of a field of the body. Equal keys of two
     * callers are two keys.
     */
    String caller() default "";

    /** How the record and the work come together. */
    Recording recording() default Recording.TOGETHER;
}
