/** The command line of {@code ./tandem}: a thin layer over {@link dev.tandem.local.platform.Platform}. */
@NullMarked
package dev.tandem.local;

import org.jspecify.annotations.NullMarked;
