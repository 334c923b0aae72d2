@NullMarked
package dev.tandem.payment.gateway;

import org.jspecify.annotations.NullMarked;
