package dev.tandem.payment.ledger;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * An account that is nobody's wallet. It has no balance row: its balance is the sum of its entries.
 *
 * <p>This is the guide's 'commutative updates', against lost updates. Every order pays the one merchant: with a balance
 * to read, add to and write back, all payments of the platform would queue for that row, and the order in which they come
 * would matter. An appended {@code +100.00} waits for nobody, and any order of appends gives the same sum. The price:
 * nobody can ask "is there enough?" and rely on the answer for the rest of the transaction. A merchant is never asked; a
 * customer is, which is why a {@link Wallet} has its row and its lock.
 */
public enum SystemAccount implements Account {
    /** The world outside: deposits come from it. Its negative balance is what it brought in. */
    BANK,
    /** Where payments go and refunds come from. */
    MERCHANT,
    /** Card money on its way from the gateway: its negative balance is charges minus refunds. */
    GATEWAY;

    @Override
    public String accountId() {
        return "system:" + name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void post(BigDecimal amount) {
        // The entry is all there is to write.
    }
}
