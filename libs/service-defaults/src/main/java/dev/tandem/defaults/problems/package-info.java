/** Every error that leaves a service over HTTP is an RFC 9457 problem, wherever it happened. */
@NullMarked
package dev.tandem.defaults.problems;

import org.jspecify.annotations.NullMarked;
