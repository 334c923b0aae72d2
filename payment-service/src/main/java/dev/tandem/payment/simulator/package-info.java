/**
 * Plays the payment gateway: another company's service that happens to run in this process. It has a schema of its own,
 * is reached over HTTP alone, and nothing in payment-service refers to its classes.
 */
@NullMarked
package dev.tandem.payment.simulator;

import org.jspecify.annotations.NullMarked;
