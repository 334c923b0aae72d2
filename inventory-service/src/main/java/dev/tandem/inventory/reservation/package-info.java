/** The semantic lock: units set aside for an order by a record of its own, until the order is decided. */
@NullMarked
package dev.tandem.inventory.reservation;

import org.jspecify.annotations.NullMarked;
