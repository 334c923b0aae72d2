/** What happens at points, in this process and in one of its own. */
@NullMarked
package dev.tandem.faults;

import org.jspecify.annotations.NullMarked;
