/** All events in one order, read or followed live. */
@NullMarked
package dev.tandem.eventstore.log;

import org.jspecify.annotations.NullMarked;
