/** Looking at sagas from outside, over HTTP and actuator: what each did, step by step, told from its history. */
@NullMarked
package dev.tandem.orchestrator.reading;

import org.jspecify.annotations.NullMarked;
