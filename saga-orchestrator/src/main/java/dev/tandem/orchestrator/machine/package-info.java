/**
 * What a saga does next, as a pure function: {@link dev.tandem.orchestrator.machine.StateMachine} goes forwards,
 * {@link dev.tandem.orchestrator.machine.CompensationExecutor} goes back. No clock, no database, no messages.
 */
@NullMarked
package dev.tandem.orchestrator.machine;

import org.jspecify.annotations.NullMarked;
