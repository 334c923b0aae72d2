/** How sagas create, confirm and cancel orders. */
@NullMarked
package dev.tandem.order.handling;

import org.jspecify.annotations.NullMarked;
