@NullMarked
package dev.tandem.defaults.problems;

import org.jspecify.annotations.NullMarked;
