/** What payment-service does of its own accord about orders that nobody conducts. */
@NullMarked
package dev.tandem.payment.choreography;

import org.jspecify.annotations.NullMarked;
