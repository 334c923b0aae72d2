/** Tests of {@code dev.tandem.order.reports}. */
@NullMarked
package dev.tandem.order.reports;

import org.jspecify.annotations.NullMarked;
