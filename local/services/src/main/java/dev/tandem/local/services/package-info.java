/** The services' common class path, and a way to run them all in one JVM. */
@NullMarked
package dev.tandem.local.services;

import org.jspecify.annotations.NullMarked;
