/** Views of the log: kept up to date, stopped by what they cannot digest, made anew beside the old. */
@NullMarked
package dev.tandem.eventstore.projection;

import org.jspecify.annotations.NullMarked;
