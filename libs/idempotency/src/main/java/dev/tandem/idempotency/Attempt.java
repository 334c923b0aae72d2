package dev.tandem.idempotency;

import java.time.Duration;
import java.util.UUID;

/**
 * One attempt at what a key stands for.
 *
 * @param owner a token of this attempt alone: who cannot show it cannot write to the record any more
 * @param fingerprint of the request, see {@link Fingerprint}
 * @param lease how long the claim holds, unless it is renewed; after that another attempt may take over
 * @param retention how long the answer is kept; after that the key is a new one
 */
public record Attempt(RecordKey key, UUID owner, String fingerprint, Duration lease, Duration retention) {}
