@NullMarked
package dev.tandem.locks.job;

import org.jspecify.annotations.NullMarked;
