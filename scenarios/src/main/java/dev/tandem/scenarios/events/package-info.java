/** Guide, 'Event Sourcing'. */
@NullMarked
package dev.tandem.scenarios.events;

import org.jspecify.annotations.NullMarked;
