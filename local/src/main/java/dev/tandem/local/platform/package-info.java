/** The platform on this machine: PostgreSQL, Kafka and the services as processes, and everything they need to start. */
@NullMarked
package dev.tandem.local.platform;

import org.jspecify.annotations.NullMarked;
