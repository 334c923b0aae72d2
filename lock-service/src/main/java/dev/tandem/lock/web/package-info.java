/** Locks over HTTP, and what an operator sees of them and can do to them. */
@NullMarked
package dev.tandem.lock.web;

import org.jspecify.annotations.NullMarked;
