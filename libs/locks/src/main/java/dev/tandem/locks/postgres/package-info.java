/** Locks of the lock service, which keeps them in PostgreSQL. */
@NullMarked
package dev.tandem.locks.postgres;

import org.jspecify.annotations.NullMarked;
