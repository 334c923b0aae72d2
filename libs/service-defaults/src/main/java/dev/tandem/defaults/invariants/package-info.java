/** What must always be true of a service's data, and an endpoint that checks it now. */
@NullMarked
package dev.tandem.defaults.invariants;

import org.jspecify.annotations.NullMarked;
