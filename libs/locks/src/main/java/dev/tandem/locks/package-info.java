/**
 * Locks across processes. Start at {@link dev.tandem.locks.Locks} (taking one), {@link dev.tandem.locks.Lease} (having
 * one) and {@link dev.tandem.locks.LockBackend} (where they are kept).
 */
@NullMarked
package dev.tandem.locks;

import org.jspecify.annotations.NullMarked;
