@NullMarked
package dev.tandem.locks.guard;

import org.jspecify.annotations.NullMarked;
