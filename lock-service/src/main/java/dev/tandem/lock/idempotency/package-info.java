/** Idempotency records over HTTP, for services in other languages or without a database of their own. */
@NullMarked
package dev.tandem.lock.idempotency;

import org.jspecify.annotations.NullMarked;
