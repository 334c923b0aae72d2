/** The lock service: locks for whoever speaks HTTP. */
@NullMarked
package dev.tandem.lock;

import org.jspecify.annotations.NullMarked;
