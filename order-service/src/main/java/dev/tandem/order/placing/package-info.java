/** How a customer places an order, and waits for what becomes of it. */
@NullMarked
package dev.tandem.order.placing;

import org.jspecify.annotations.NullMarked;
