/** Locks that are kept elsewhere than in the lock service, and what each of them can be relied on for. */
@NullMarked
package dev.tandem.scenarios.backends;

import org.jspecify.annotations.NullMarked;
