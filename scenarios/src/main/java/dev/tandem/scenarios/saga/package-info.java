/** Stories of the orchestrated saga. */
@NullMarked
package dev.tandem.scenarios.saga;

import org.jspecify.annotations.NullMarked;
