package dev.tandem.payment.ledger;

/** Why money moved. */
public enum TransferKind {
    /** From the bank into a wallet. */
    DEPOSIT,
    /** To the merchant, for an order. */
    PAYMENT,
    /** Back from the merchant. */
    REFUND
}
