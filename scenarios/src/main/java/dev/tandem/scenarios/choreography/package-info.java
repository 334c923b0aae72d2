/** Stories of the choreographed saga. */
@NullMarked
package dev.tandem.scenarios.choreography;

import org.jspecify.annotations.NullMarked;
