/** Tests of counting and showing stock. */
@NullMarked
package dev.tandem.inventory.stock;

import org.jspecify.annotations.NullMarked;
