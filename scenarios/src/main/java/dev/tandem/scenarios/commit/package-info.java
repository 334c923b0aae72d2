/** Orders that four services commit together, and what happens if one of them, or the coordinator, does not live to see it. */
@NullMarked
package dev.tandem.scenarios.commit;

import org.jspecify.annotations.NullMarked;
