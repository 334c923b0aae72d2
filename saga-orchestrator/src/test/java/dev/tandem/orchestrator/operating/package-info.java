@NullMarked
package dev.tandem.orchestrator.operating;

import org.jspecify.annotations.NullMarked;
