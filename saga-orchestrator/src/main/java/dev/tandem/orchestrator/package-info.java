/** The saga execution coordinator: carries an order out step by step, and undoes what it did if a step is refused. */
@NullMarked
package dev.tandem.orchestrator;

import org.jspecify.annotations.NullMarked;
