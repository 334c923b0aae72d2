@NullMarked
package dev.tandem.order.reading;

import org.jspecify.annotations.NullMarked;
