@NullMarked
package dev.tandem.orchestrator.cancellation;

import org.jspecify.annotations.NullMarked;
