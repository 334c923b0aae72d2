@NullMarked
package dev.tandem.local.compose;

import org.jspecify.annotations.NullMarked;
