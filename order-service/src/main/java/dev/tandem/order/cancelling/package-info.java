/** Where a customer goes who wants a confirmed order undone. */
@NullMarked
package dev.tandem.order.cancelling;

import org.jspecify.annotations.NullMarked;
