/** Where orders are kept: each as the list of its events, and as a row that says what they add up to. */
@NullMarked
package dev.tandem.order.journal;

import org.jspecify.annotations.NullMarked;
