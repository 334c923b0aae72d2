@NullMarked
package dev.tandem.payment.simulator;

import org.jspecify.annotations.NullMarked;
