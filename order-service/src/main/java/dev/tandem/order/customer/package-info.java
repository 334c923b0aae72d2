/** Who may order. */
@NullMarked
package dev.tandem.order.customer;

import org.jspecify.annotations.NullMarked;
