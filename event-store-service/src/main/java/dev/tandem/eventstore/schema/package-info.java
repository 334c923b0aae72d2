/** What events of a type look like, and how that may change. */
@NullMarked
package dev.tandem.eventstore.schema;

import org.jspecify.annotations.NullMarked;
