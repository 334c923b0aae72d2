/** The stories as tests. */
@NullMarked
package dev.tandem.scenarios;

import org.jspecify.annotations.NullMarked;
