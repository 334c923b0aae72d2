@NullMarked
package dev.tandem.orchestrator.engine;

import org.jspecify.annotations.NullMarked;
