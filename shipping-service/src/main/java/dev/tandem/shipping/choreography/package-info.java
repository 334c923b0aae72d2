/** What shipping-service does of its own accord about orders that nobody conducts. */
@NullMarked
package dev.tandem.shipping.choreography;

import org.jspecify.annotations.NullMarked;
