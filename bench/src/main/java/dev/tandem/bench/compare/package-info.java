/** The same orders under every coordination, side by side. */
@NullMarked
package dev.tandem.bench.compare;

import org.jspecify.annotations.NullMarked;
