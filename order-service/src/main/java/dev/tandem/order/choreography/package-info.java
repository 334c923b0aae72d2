/** How an order ends that nobody conducts: by what others tell, or by its deadline. */
@NullMarked
package dev.tandem.order.choreography;

import org.jspecify.annotations.NullMarked;
