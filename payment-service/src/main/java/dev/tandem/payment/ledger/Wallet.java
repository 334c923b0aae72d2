package dev.tandem.payment.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;

/** A customer's money: how much there is now, in a row that a payment locks before it looks. */
@Entity
public non-sealed class Wallet implements Account {

    /** What all wallets hold; whoever wants another currency is refused. */
    public static final String CURRENCY = "EUR";

    static final BigDecimal EMPTY = new BigDecimal("0.00");

    @Id
    private String customerId;

    private BigDecimal balance;
    private String currency;
    private Instant createdAt;

    @SuppressWarnings("NullAway") // filled by JPA
    protected Wallet() {}

    @Override
    public String accountId() {
        return customerId;
    }

    @Override
    public void post(BigDecimal amount) {
        var after = balance.add(amount);
        if (after.signum() < 0) {
            throw new IllegalStateException(
                    "wallet of %s holds %s, cannot post %s".formatted(customerId, balance, amount));
        }
        balance = after;
    }

    /** Whether so much can be taken. True only as long as the row is locked. */
    public boolean covers(BigDecimal amount) {
        return balance.compareTo(amount) >= 0;
    }

    BigDecimal balance() {
        return balance;
    }

    String currency() {
        return currency;
    }

    Instant createdAt() {
        return createdAt;
    }
}
