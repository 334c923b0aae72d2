/** Messaging on a real broker and a real database. */
@NullMarked
package dev.tandem.messaging;

import org.jspecify.annotations.NullMarked;
