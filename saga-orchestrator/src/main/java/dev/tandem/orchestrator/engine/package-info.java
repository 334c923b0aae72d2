/**
 * Carries sagas out. {@link dev.tandem.orchestrator.engine.InstanceManager} is where everything comes together; the
 * other parts that the guide names ('Saga Execution Coordinator') are the state machine and the compensation executor
 * (package {@code machine}), {@link dev.tandem.orchestrator.engine.CommandDispatcher}, and the persistence in
 * {@link dev.tandem.orchestrator.engine.SagaStore} and {@link dev.tandem.orchestrator.engine.SagaHistory}.
 */
@NullMarked
package dev.tandem.orchestrator.engine;

import org.jspecify.annotations.NullMarked;
