/** The payment of an order: how it is asked for, made, refused and given back. */
@NullMarked
package dev.tandem.payment;

import org.jspecify.annotations.NullMarked;
