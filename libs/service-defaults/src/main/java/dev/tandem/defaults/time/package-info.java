/** The one place where the time comes from. */
@NullMarked
package dev.tandem.defaults.time;

import org.jspecify.annotations.NullMarked;
