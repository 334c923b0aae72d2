/** The coordinator of two-phase and three-phase commit: asks, decides, and does not rest until everybody knows. */
@NullMarked
package dev.tandem.orchestrator.commit;

import org.jspecify.annotations.NullMarked;
