/**
 * Messages that are neither lost nor doubled: an outbox for what HTTP and timers cause, an inbox for what messages
 * cause, batches in one transaction, dead letters. Start at {@link dev.tandem.messaging.Subscription} (taking in)
 * and {@link dev.tandem.messaging.Outbox} (sending).
 */
@NullMarked
package dev.tandem.messaging;

import org.jspecify.annotations.NullMarked;
