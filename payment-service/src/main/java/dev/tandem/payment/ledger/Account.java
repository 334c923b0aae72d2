package dev.tandem.payment.ledger;

import java.math.BigDecimal;

/** One side of a transfer. */
public sealed interface Account permits Wallet, SystemAccount {

    /** The account's name in the ledger. */
    String accountId();

    /** Takes note of an entry that is being written to this account. */
    void post(BigDecimal amount);
}
