@NullMarked
package dev.tandem.orchestrator.machine;

import org.jspecify.annotations.NullMarked;
