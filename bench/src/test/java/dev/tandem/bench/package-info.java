/** What a measurement rests on. */
@NullMarked
package dev.tandem.bench;

import org.jspecify.annotations.NullMarked;
