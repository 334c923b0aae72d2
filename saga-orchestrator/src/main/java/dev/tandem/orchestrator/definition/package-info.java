/**
 * What a saga is, in code short enough to read aloud: {@link dev.tandem.orchestrator.definition.Saga}, its steps, and
 * how long and how often each is asked.
 */
@NullMarked
package dev.tandem.orchestrator.definition;

import org.jspecify.annotations.NullMarked;
