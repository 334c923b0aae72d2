/** What can be ordered, and at which price. */
@NullMarked
package dev.tandem.order.catalogue;

import org.jspecify.annotations.NullMarked;
