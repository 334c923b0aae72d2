package dev.tandem.idempotency;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** A way to bring record and work together; see {@link Recording}. */
interface Recorder {

    /**
     * Does the work, unless the request is a repeat.
     *
     * @return what the attempt met; if it was granted, the answer is there
     */
    Claim record(Attempt attempt, Work work) throws IOException, ServletException;
}
