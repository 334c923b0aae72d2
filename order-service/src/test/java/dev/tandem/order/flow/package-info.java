@NullMarked
package dev.tandem.order.flow;

import org.jspecify.annotations.NullMarked;
