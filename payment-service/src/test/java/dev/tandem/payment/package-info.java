@NullMarked
package dev.tandem.payment;

import org.jspecify.annotations.NullMarked;
