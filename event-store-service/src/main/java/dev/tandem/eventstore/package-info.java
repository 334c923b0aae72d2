/** The platform's event store. */
@NullMarked
package dev.tandem.eventstore;

import org.jspecify.annotations.NullMarked;
