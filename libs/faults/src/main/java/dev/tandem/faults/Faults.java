package dev.tandem.faults;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What code calls at its {@linkplain FaultPoint points}, a line each:
 *
 * <pre>{@code
 * var answer = gateway.charge(payment);
 * faults.reach(FaultPoint.PAYMENT_AFTER_CHARGE, payment.orderId());
 * }</pre>
 *
 * <p>Unless {@code tandem.faults.enabled=true}, the bean is {@link #NONE}: a call of a method that does nothing, on the
 * only implementation that the JVM has loaded, so it compiles to nothing. Thread-safe.
 */
public interface Faults {

    /** Nothing ever happens. */
    Faults NONE = new NoFaults();

    /**
     * Passes a point.
     *
     * @param subject the order's id, in whatever type
     * @throws InjectedFault if somebody wants a failure here
     */
    void reach(FaultPoint point, @Nullable Object subject);

    /** Passes a point with each of a batch, in order. */
    <T> void reach(FaultPoint point, Collection<? extends T> items, Function<? super T, ?> subject);

    /**
     * Passes a point with each of a batch once the running transaction has committed; at once, if none is running. Every
     * item is passed then, even if the transaction did more than these.
     */
    <T> void reachOnceCommitted(FaultPoint point, Collection<? extends T> items, Function<? super T, ?> subject);

    /** Passes a point where something can get lost, and says whether it did. */
    boolean loses(FaultPoint point, @Nullable Object subject);

    /** Passes a point where something can get lost with each of a batch, and returns those that did not. */
    <T> List<T> survivors(FaultPoint point, List<T> items, Function<? super T, ?> subject);

    /** Whether the link to that service is cut: nothing of it is to be let in. */
    boolean isCut(String service);

    /** Whether anything can ever happen; lets callers leave out what only faults need. */
    boolean isEnabled();
}
