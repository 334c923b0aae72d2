/** History as the source of truth: append, replay, snapshot, upcast (guide, 'Event Sourcing'). */
@NullMarked
package dev.tandem.eventsourcing;

import org.jspecify.annotations.NullMarked;
