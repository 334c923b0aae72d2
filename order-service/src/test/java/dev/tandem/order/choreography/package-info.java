@NullMarked
package dev.tandem.order.choreography;

import org.jspecify.annotations.NullMarked;
