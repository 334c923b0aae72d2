/** The starter's store {@code lock-service}, held to its contract where there is a lock service. */
@NullMarked
package dev.tandem.idempotency;

import org.jspecify.annotations.NullMarked;
