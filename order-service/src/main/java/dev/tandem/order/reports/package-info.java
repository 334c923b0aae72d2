/** What was sold, told from orders that are finished. {@link dev.tandem.order.reports.Sales} says why from those alone. */
@NullMarked
package dev.tandem.order.reports;

import org.jspecify.annotations.NullMarked;
