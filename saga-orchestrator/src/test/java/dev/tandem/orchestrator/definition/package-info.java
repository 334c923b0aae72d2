@NullMarked
package dev.tandem.orchestrator.definition;

import org.jspecify.annotations.NullMarked;
