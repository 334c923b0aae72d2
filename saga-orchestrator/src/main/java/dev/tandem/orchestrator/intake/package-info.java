/** Which events begin which sagas: {@link dev.tandem.orchestrator.intake.OrderEvents}. */
@NullMarked
package dev.tandem.orchestrator.intake;

import org.jspecify.annotations.NullMarked;
