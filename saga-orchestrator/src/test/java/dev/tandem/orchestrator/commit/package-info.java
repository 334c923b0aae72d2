/** The coordinator, with participants that do as they are told by the test. */
@NullMarked
package dev.tandem.orchestrator.commit;

import org.jspecify.annotations.NullMarked;
