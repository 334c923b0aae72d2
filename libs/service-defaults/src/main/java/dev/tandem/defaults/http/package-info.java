/** How services call each other. */
@NullMarked
package dev.tandem.defaults.http;

import org.jspecify.annotations.NullMarked;
