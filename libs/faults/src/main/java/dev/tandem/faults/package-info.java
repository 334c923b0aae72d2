/** Named points at which a running process can be made to fail on purpose; nothing at all unless switched on. */
@NullMarked
package dev.tandem.faults;

import org.jspecify.annotations.NullMarked;
