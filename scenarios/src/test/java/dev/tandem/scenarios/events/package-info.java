/** Plans of generated stories. */
@NullMarked
package dev.tandem.scenarios.events;

import org.jspecify.annotations.NullMarked;
