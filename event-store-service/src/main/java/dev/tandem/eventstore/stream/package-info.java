/** Histories of single things: append, read, state, snapshots. */
@NullMarked
package dev.tandem.eventstore.stream;

import org.jspecify.annotations.NullMarked;
