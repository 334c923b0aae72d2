package dev.tandem.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.shop.Charge;
import dev.tandem.scenarios.shop.Order;
import dev.tandem.scenarios.shop.Payment;
import dev.tandem.scenarios.shop.Reservation;
import dev.tandem.scenarios.shop.Shipment;
import dev.tandem.scenarios.shop.Shop;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What an order that has ended left behind in the four services and in the gateway's books: everything it needs is in
 * force exactly once, or nothing is, and what was undone left its records.
 */
record Settlement(
        Order order,
        List<Payment> payments,
        List<Reservation> reservations,
        List<Shipment> shipments,
        List<Charge> charges) {

    static Settlement of(Shop shop, UUID orderId) {
        return new Settlement(
                shop.order(orderId),
                shop.payments(orderId),
                shop.reservations(orderId),
                shop.shipments(orderId),
                shop.charges(orderId));
    }

    void check() {
        assertThat(order.hasEnded()).as("%s has ended", order).isTrue();
        assertThat(charges.stream().filter(Charge::wasMade))
                .as("nobody is charged twice: %s", charges)
                .hasSizeLessThanOrEqualTo(1);
        if (order.isConfirmed()) {
            checkAllInForce();
        } else {
            checkNothingInForce();
        }
    }

    private void checkAllInForce() {
        var paid = payments.stream().filter(Payment::isInForce).toList();
        assertThat(paid).as("payments in force of %s", order).hasSize(1);
        assertThat(paid.getFirst().paymentId()).isEqualTo(order.paymentId());
        assertThat(paid.getFirst().amount()).as("what was paid").isEqualByComparingTo(order.total());
        assertThat(chargedInTheEnd())
                .as("the gateway's books: %s", charges)
                .isEqualByComparingTo(paid.getFirst().isByCard() ? order.total() : BigDecimal.ZERO);

        var reserved = reservations.stream().filter(Reservation::isInForce).toList();
        assertThat(reserved).as("reservations in force of %s", order).hasSize(1);
        assertThat(reserved.getFirst().reservationId()).isEqualTo(order.reservationId());
        assertThat(reserved.getFirst().status()).isEqualTo("CONFIRMED");
        assertThat(reservedUnits(reserved.getFirst())).isEqualTo(orderedUnits());

        var shipped = shipments.stream().filter(Shipment::isInForce).toList();
        assertThat(shipped).as("shipments in force of %s", order).hasSize(1);
        assertThat(shipped.getFirst().shipmentId()).isEqualTo(order.shipmentId());
    }

    private void checkNothingInForce() {
        assertThat(payments).as("payments of %s", order).noneMatch(Payment::isInForce);
        assertThat(payments).as("payments of %s", order).noneMatch(Payment::isOpen);
        assertThat(payments.stream().filter(payment -> payment.status().equals("REFUNDED")))
                .as("what was taken was given back in full")
                .allSatisfy(payment -> assertThat(refunded(payment)).isEqualByComparingTo(payment.amount()));
        assertThat(chargedInTheEnd()).as("the gateway's books: %s", charges).isZero();
        assertThat(reservations).as("reservations of %s", order).noneMatch(Reservation::isInForce);
        assertThat(shipments).as("shipments of %s", order).noneMatch(Shipment::isInForce);
    }

    private BigDecimal chargedInTheEnd() {
        return charges.stream().map(Charge::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal refunded(Payment payment) {
        return payment.refunds().stream().map(Payment.Refund::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Map<String, Integer> orderedUnits() {
        return order.items().stream().collect(Collectors.toMap(Order.Item::sku, Order.Item::quantity, Integer::sum));
    }

    private static Map<String, Integer> reservedUnits(Reservation reservation) {
        return reservation.lines().stream()
                .collect(Collectors.toMap(Reservation.Line::sku, Reservation.Line::quantity, Integer::sum));
    }
}
