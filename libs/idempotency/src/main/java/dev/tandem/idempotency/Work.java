package dev.tandem.idempotency;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;

/** What a request asks for: everything behind the filter. */
interface Work {

    /** Does it; returns the answer if it is one to be kept. */
    Optional<StoredAnswer> carryOut(IdempotentRequest request) throws IOException, ServletException;
}
