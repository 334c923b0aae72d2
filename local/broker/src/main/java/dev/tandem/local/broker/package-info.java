/** A Kafka broker as a process of its own, formatted on its first start. */
@NullMarked
package dev.tandem.local.broker;

import org.jspecify.annotations.NullMarked;
