package dev.tandem.payment.ledger;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.payment.PaymentEvent.FundsDeposited;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings money from the bank into a wallet. */
@Component
class Depositing {

    /** What was paid in, and how much the wallet holds with it. */
    record Deposit(UUID depositId, String customerId, BigDecimal amount, String currency, BigDecimal balance) {}

    private final Wallets wallets;
    private final Ledger ledger;
    private final Outbox outbox;

    Depositing(Wallets wallets, Ledger ledger, Outbox outbox) {
        this.wallets = wallets;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /** Empty if the customer has no wallet. */
    @Transactional
    Optional<Deposit> deposit(String customerId, BigDecimal amount) {
        return Optional.ofNullable(wallets.lock(Set.of(customerId)).get(customerId))
                .map(wallet -> deposit(wallet, Ids.next(), amount.setScale(2)));
    }

    private Deposit deposit(Wallet wallet, UUID depositId, BigDecimal amount) {
        ledger.deposit(depositId, wallet, amount);
        var event = new FundsDeposited(wallet.accountId(), amount, wallet.currency());
        outbox.send(Message.event(Topics.PAYMENT_EVENTS, wallet.accountId(), event));
        return new Deposit(depositId, wallet.accountId(), amount, wallet.currency(), wallet.balance());
    }
}
