@NullMarked
package dev.tandem.order.cancelling;

import org.jspecify.annotations.NullMarked;
