@NullMarked
package dev.tandem.order.handling;

import org.jspecify.annotations.NullMarked;
