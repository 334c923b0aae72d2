@NullMarked
package dev.tandem.orchestrator.reading;

import org.jspecify.annotations.NullMarked;
