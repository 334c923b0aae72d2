@NullMarked
package dev.tandem.lock;

import org.jspecify.annotations.NullMarked;
