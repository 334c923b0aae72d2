/** The participant's contract, on a real server. */
@NullMarked
package dev.tandem.commit;

import org.jspecify.annotations.NullMarked;
