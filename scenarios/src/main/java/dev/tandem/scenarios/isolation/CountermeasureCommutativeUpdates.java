package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.LedgerEntry;
import dev.tandem.scenarios.shop.Order;
import dev.tandem.scenarios.shop.Payment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Guide, 'Strategy 2: Commutative Updates': entries are added, in any order, and no balance is read and written back. */
public final class CountermeasureCommutativeUpdates implements Story {

    private static final int ORDERS = 30;
    private static final String MERCHANT = "system:merchant";

    @Override
    public String name() {
        return "countermeasure-commutative-updates";
    }

    @Override
    public String about() {
        return "30 payments and 10 refunds at the same time, in whatever order: the merchant's account is right to the cent.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var customer = shop.register("ledger");
        await("the wallet of " + customer).atMost(Duration.ofMinutes(1)).until(() -> shop.deposit(customer, "1000.00"));

        stage.pause("payment-service"); // so that all payments come to it at once
        stage.tell("one customer places %d orders; every third goes where nobody delivers".formatted(ORDERS));
        var orders = placeAll(stage, customer);
        stage.resume("payment-service");
        var ended = stage.awaitEnd(orders);
        stage.checkSettled(orders);

        var confirmed = ended.stream().filter(Order::isConfirmed).toList();
        var earned = confirmed.stream().map(Order::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(confirmed).hasSize(ORDERS - ORDERS / 3);
        var entries = merchantsEntries(stage, orders);
        assertThat(entries).hasSize(ORDERS + ORDERS / 3);
        stage.tell("the merchant's account has %d new entries and no balance that anybody had to lock"
                .formatted(entries.size()));

        assertThat(sum(entries)).isEqualByComparingTo(earned);
        for (var seed = 0; seed < 100; seed++) {
            Collections.shuffle(entries, new Random(seed));
            assertThat(sum(entries)).as("in the order of seed %d", seed).isEqualByComparingTo(earned);
        }
        stage.tell("they add up to %s, in this order and in 100 others".formatted(earned));

        assertThat(shop.balance(customer)).isEqualByComparingTo(new BigDecimal("1000.00").subtract(earned));
        stage.tell("the customer's wallet, which must be asked whether it suffices, is locked, and as right: "
                + shop.balance(customer));
    }

    private static List<UUID> placeAll(Stage stage, String customer) {
        return IntStream.range(0, ORDERS)
                .mapToObj(number ->
                        Basket.of(customer).with("sticker", 1 + number).shippedTo(number % 3 == 2 ? "AQ" : "DE"))
                .map(stage.shop()::place)
                .toList();
    }

    private static List<LedgerEntry> merchantsEntries(Stage stage, Collection<UUID> orders) {
        var payments = orders.stream()
                .flatMap(order -> stage.shop().payments(order).stream())
                .map(Payment::paymentId)
                .collect(Collectors.toSet());
        return stage.shop().ledger(MERCHANT).stream()
                .filter(entry -> payments.contains(entry.paymentId()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static BigDecimal sum(Collection<LedgerEntry> entries) {
        return entries.stream().map(LedgerEntry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
