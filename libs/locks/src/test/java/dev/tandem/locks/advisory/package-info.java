/** Tests of locks on real servers. */
@NullMarked
package dev.tandem.locks.advisory;

import org.jspecify.annotations.NullMarked;
