/** Processes that outlive the launcher: starting them detached, finding them again, signalling and waiting for them. */
@NullMarked
package dev.tandem.local.process;

import org.jspecify.annotations.NullMarked;
