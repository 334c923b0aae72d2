/** Locks by the votes of several Redis servers; start at {@link dev.tandem.locks.redlock.RedlockBackend}. */
@NullMarked
package dev.tandem.locks.redlock;

import org.jspecify.annotations.NullMarked;
