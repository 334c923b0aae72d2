/** Decisions as plain objects; everything else against real servers. */
@NullMarked
package dev.tandem.shipping;

import org.jspecify.annotations.NullMarked;
