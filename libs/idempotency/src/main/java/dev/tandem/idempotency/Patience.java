package dev.tandem.idempotency;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;

/** A repeat's wait for the attempt before it, with nothing in hand that others could need. */
record Patience(Duration total) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    /** One more try. */
    interface Try {
        Claim attempt() throws IOException, ServletException;
    }

    /** Tries until it is not another attempt's turn any more, or time is up. */
    Claim await(Try tried) throws IOException, ServletException {
        var begin = System.nanoTime();
        for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
            var claim = tried.attempt();
            if (!(claim instanceof Claim.InProgress) || System.nanoTime() - begin >= total.toNanos()) {
                return claim;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return claim;
            }
        }
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
