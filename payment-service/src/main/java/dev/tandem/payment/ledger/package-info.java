/** Whose money is where: a double-entry ledger of wallets and system accounts, and the ways to put money in. */
@NullMarked
package dev.tandem.payment.ledger;

import org.jspecify.annotations.NullMarked;
