package dev.tandem.bench;

import java.time.Duration;

/** A way to place orders for a while. */
sealed interface Load permits ClosedLoop, OpenLoop {

    /** Returns when the time is over and every request is answered; orders may still be under way. */
    void run(Customers customers, Flights flights, Duration duration) throws InterruptedException;
}
