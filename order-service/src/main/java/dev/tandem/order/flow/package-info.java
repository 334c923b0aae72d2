/** Where an order is: told by somebody who only listens. */
@NullMarked
package dev.tandem.order.flow;

import org.jspecify.annotations.NullMarked;
