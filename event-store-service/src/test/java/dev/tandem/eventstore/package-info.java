/** The whole service with a real database and a real broker; decisions as plain objects. */
@NullMarked
package dev.tandem.eventstore;

import org.jspecify.annotations.NullMarked;
