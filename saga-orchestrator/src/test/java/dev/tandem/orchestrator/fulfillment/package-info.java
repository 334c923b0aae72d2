@NullMarked
package dev.tandem.orchestrator.fulfillment;

import org.jspecify.annotations.NullMarked;
