/** Keeps out of a resource whoever held its lock before. */
@NullMarked
package dev.tandem.locks.guard;

import org.jspecify.annotations.NullMarked;
