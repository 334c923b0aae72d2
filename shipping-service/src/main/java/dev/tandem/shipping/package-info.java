/** Shipments: the last thing an order needs, and the first to be undone. */
@NullMarked
package dev.tandem.shipping;

import org.jspecify.annotations.NullMarked;
