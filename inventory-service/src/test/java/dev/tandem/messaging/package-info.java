/** A look behind deliveries, for tests. */
@NullMarked
package dev.tandem.messaging;

import org.jspecify.annotations.NullMarked;
