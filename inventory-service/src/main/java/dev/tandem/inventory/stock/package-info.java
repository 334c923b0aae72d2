/** How much of each article each warehouse has, and how much of it is still free. */
@NullMarked
package dev.tandem.inventory.stock;

import org.jspecify.annotations.NullMarked;
