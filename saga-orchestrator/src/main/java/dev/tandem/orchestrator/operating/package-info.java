/** What people do to sagas that cannot go on by themselves: {@link dev.tandem.orchestrator.operating.Operating}. */
@NullMarked
package dev.tandem.orchestrator.operating;

import org.jspecify.annotations.NullMarked;
