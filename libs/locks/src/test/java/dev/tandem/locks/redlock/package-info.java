/** Tests of locks on real servers. */
@NullMarked
package dev.tandem.locks.redlock;

import org.jspecify.annotations.NullMarked;
