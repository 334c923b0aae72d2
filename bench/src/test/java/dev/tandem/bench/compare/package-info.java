@NullMarked
package dev.tandem.bench.compare;

import org.jspecify.annotations.NullMarked;
