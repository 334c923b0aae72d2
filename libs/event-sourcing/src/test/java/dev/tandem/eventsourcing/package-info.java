/** Decisions as plain objects; everything else on a real PostgreSQL. */
@NullMarked
package dev.tandem.eventsourcing;

import org.jspecify.annotations.NullMarked;
