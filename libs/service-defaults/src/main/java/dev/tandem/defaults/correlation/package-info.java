/** One identifier for everything that a request causes, in every log line and on every call. */
@NullMarked
package dev.tandem.defaults.correlation;

import org.jspecify.annotations.NullMarked;
