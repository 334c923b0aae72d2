@NullMarked
package dev.tandem.order.placing;

import org.jspecify.annotations.NullMarked;
