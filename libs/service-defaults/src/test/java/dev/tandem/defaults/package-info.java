@NullMarked
package dev.tandem.defaults;

import org.jspecify.annotations.NullMarked;
