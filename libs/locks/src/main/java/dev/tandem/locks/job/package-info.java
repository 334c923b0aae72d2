/** Periodic jobs of which one replica at a time does the work. */
@NullMarked
package dev.tandem.locks.job;

import org.jspecify.annotations.NullMarked;
