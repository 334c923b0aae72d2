/** What an order is, what may become of it, and why not. Plain Java: no database, no clock. */
@NullMarked
package dev.tandem.order.domain;

import org.jspecify.annotations.NullMarked;
