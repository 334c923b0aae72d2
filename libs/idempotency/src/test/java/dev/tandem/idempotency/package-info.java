@NullMarked
package dev.tandem.idempotency;

import org.jspecify.annotations.NullMarked;
