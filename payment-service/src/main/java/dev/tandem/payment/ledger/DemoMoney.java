package dev.tandem.payment.ledger;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.payment.PaymentEvent.AccountOpened;
import dev.tandem.contracts.payment.PaymentEvent.FundsDeposited;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives the demo customers their first money, once. That a wallet exists proves nothing, because the news of its
 * customer's registration may have come first; the deposit itself does, by a transfer id that is fixed.
 */
@Component
@ConditionalOnBooleanProperty(name = "tandem.payment.demo-data", matchIfMissing = true)
class DemoMoney implements ApplicationRunner {

    private static final BigDecimal GIFT = new BigDecimal("1000000.00");

    /** Their deposits' ids are UUIDv7 of the year 1970, which sort before all others. */
    private static final Map<String, UUID> DEPOSITS = Map.of(
            "alice", UUID.fromString("00000000-0000-7000-8000-000000000001"),
            "bob", UUID.fromString("00000000-0000-7000-8000-000000000002"),
            "carol", UUID.fromString("00000000-0000-7000-8000-000000000003"),
            "dave", UUID.fromString("00000000-0000-7000-8000-000000000004"));

    private final Wallets wallets;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Clock clock;

    DemoMoney(Wallets wallets, Ledger ledger, Outbox outbox, Clock clock) {
        this.wallets = wallets;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        for (var customerId : wallets.open(DEPOSITS.keySet(), clock.instant())) {
            tell(customerId, new AccountOpened(customerId, Wallet.EMPTY, Wallet.CURRENCY));
        }
        // A replica that starts at the same moment waits for these locks, and then finds the deposits made.
        for (var wallet : wallets.lock(DEPOSITS.keySet()).values()) {
            var deposit = DEPOSITS.get(wallet.accountId());
            if (deposit != null && !ledger.contains(deposit, wallet)) {
                ledger.deposit(deposit, wallet, GIFT);
                tell(wallet.accountId(), new FundsDeposited(wallet.accountId(), GIFT, wallet.currency()));
            }
        }
    }

    private void tell(String customerId, Object event) {
        outbox.send(Message.event(Topics.PAYMENT_EVENTS, customerId, event));
    }
}
