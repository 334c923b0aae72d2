/** Orders: where a customer starts, and where the outcome is told. */
@NullMarked
package dev.tandem.order;

import org.jspecify.annotations.NullMarked;
