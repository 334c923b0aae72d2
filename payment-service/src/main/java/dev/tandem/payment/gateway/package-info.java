/** Card payments as somebody else's service: what can be asked of it, and how to ask over a network that fails. */
@NullMarked
package dev.tandem.payment.gateway;

import org.jspecify.annotations.NullMarked;
