/**
 * Requests over HTTP that may be repeated: done once, answered alike (guide, 'Idempotency'). Read on in
 * {@link dev.tandem.idempotency.Idempotent}, {@link dev.tandem.idempotency.IdempotencyFilter} and
 * {@link dev.tandem.idempotency.JdbcRecords}.
 */
@NullMarked
package dev.tandem.idempotency;

import org.jspecify.annotations.NullMarked;
