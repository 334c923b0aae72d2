/** Rules of schemas as plain objects. */
@NullMarked
package dev.tandem.eventstore.schema;

import org.jspecify.annotations.NullMarked;
