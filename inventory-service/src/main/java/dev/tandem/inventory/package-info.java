/** Inventory: what is on the shelves, and to which order it is promised. */
@NullMarked
package dev.tandem.inventory;

import org.jspecify.annotations.NullMarked;
