/** Mutual exclusion among processes that are frozen, killed and cut off while they hold and wait. */
@NullMarked
package dev.tandem.locks.fire;

import org.jspecify.annotations.NullMarked;
