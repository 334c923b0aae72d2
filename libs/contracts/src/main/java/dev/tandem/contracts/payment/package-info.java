/** What payment-service is told and what it tells. */
@NullMarked
package dev.tandem.contracts.payment;

import org.jspecify.annotations.NullMarked;
