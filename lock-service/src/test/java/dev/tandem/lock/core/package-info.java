@NullMarked
package dev.tandem.lock.core;

import org.jspecify.annotations.NullMarked;
