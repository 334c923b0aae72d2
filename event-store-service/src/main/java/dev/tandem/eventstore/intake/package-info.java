/** Takes every service's events in. */
@NullMarked
package dev.tandem.eventstore.intake;

import org.jspecify.annotations.NullMarked;
