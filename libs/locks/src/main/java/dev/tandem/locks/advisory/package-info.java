/** Locks that a PostgreSQL session holds; start at {@link dev.tandem.locks.advisory.AdvisoryBackend}. */
@NullMarked
package dev.tandem.locks.advisory;

import org.jspecify.annotations.NullMarked;
