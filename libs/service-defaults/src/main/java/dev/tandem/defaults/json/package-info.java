/** JSON as the platform speaks it: exact decimals, RFC 3339 times, and requests taken literally. */
@NullMarked
package dev.tandem.defaults.json;

import org.jspecify.annotations.NullMarked;
