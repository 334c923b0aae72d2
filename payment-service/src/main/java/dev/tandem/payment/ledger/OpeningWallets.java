package dev.tandem.payment.ledger;

import static java.util.stream.Collectors.toSet;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.payment.PaymentEvent.AccountOpened;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Message;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** A customer who registers gets an empty wallet; one who has a wallet keeps it. */
@Component
public class OpeningWallets implements BatchHandler<CustomerRegistered> {

    private final Wallets wallets;
    private final Clock clock;

    OpeningWallets(Wallets wallets, Clock clock) {
        this.wallets = wallets;
        this.clock = clock;
    }

    @Override
    public void handle(List<Delivery<CustomerRegistered>> batch) {
        var customers = batch.stream().map(OpeningWallets::customerOf).collect(toSet());
        var opened = new HashSet<>(wallets.open(customers, clock.instant()));
        for (var delivery : batch) {
            var customerId = customerOf(delivery);
            if (opened.remove(customerId)) {
                var event = new AccountOpened(customerId, Wallet.EMPTY, Wallet.CURRENCY);
                delivery.send(Message.event(Topics.PAYMENT_EVENTS, customerId, event));
            }
        }
    }

    private static String customerOf(Delivery<CustomerRegistered> delivery) {
        return delivery.body().customerId();
    }
}
