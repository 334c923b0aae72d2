/** How many distributed transactions a second the platform carries, and how many its databases alone would. */
@NullMarked
package dev.tandem.bench.commit;

import org.jspecify.annotations.NullMarked;
