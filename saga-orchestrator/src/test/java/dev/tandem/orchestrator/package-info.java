@NullMarked
package dev.tandem.orchestrator;

import org.jspecify.annotations.NullMarked;
