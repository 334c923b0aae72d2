@NullMarked
package dev.tandem.payment.ledger;

import org.jspecify.annotations.NullMarked;
