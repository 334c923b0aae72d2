@NullMarked
package dev.tandem.order.journal;

import org.jspecify.annotations.NullMarked;
