package dev.tandem.faults;

/** Thrown at a point where somebody wanted a failure. */
public final class InjectedFault extends RuntimeException {

    InjectedFault(FaultPoint point) {
        super("a failure was wanted at " + point.id());
    }
}
