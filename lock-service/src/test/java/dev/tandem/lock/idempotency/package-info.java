@NullMarked
package dev.tandem.lock.idempotency;

import org.jspecify.annotations.NullMarked;
