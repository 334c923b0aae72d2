/** Plans of generated stories. */
@NullMarked
package dev.tandem.scenarios.commit;

import org.jspecify.annotations.NullMarked;
