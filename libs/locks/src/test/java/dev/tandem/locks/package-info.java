@NullMarked
package dev.tandem.locks;

import org.jspecify.annotations.NullMarked;
