package dev.tandem.orchestrator.fulfillment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.inventory.InventoryCommand.ConfirmReservation;
import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.inventory.ReservationReceipt;
import dev.tandem.contracts.order.OrderAccepted;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentCommand.RefundPayment;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.payment.PaymentReceipt;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.contracts.shipping.ShipmentReceipt;
import dev.tandem.contracts.shipping.ShippingCommand.CancelShipment;
import dev.tandem.contracts.shipping.ShippingCommand.CreateShipment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the fulfilment of an order knows: at first what was ordered, then what each participant answered. Above, how it
 * grows; below, step by step, what is asked of whom and how it is taken back.
 *
 * @param sagaDefinition the order keeps it, so that its customer can be told how it is carried out
 * @param total what the order costs by the catalogue, once it is created
 * @param reservedUntil how long the goods are, which whoever charges or ships looks at again before doing so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Fulfillment(
        UUID orderId,
        String sagaDefinition,
        String customerId,
        List<OrderLine> items,
        PaymentMethod payment,
        Address shippingAddress,
        @Nullable BigDecimal total,
        @Nullable String currency,
        @Nullable UUID paymentId,
        @Nullable UUID reservationId,
        @Nullable Instant reservedUntil,
        @Nullable UUID shipmentId) {

    /** Of an order of which nothing is known but what was ordered. */
    static Fulfillment of(
            UUID orderId,
            String sagaDefinition,
            String customerId,
            List<OrderLine> items,
            PaymentMethod payment,
            Address shippingAddress) {
        return new Fulfillment(
                orderId,
                sagaDefinition,
                customerId,
                items,
                payment,
                shippingAddress,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Two places again: a number of JSON may lose its trailing zeros on the way. */
    Fulfillment with(OrderAccepted answer) {
        var price = required(answer.total(), "total").setScale(2, RoundingMode.UNNECESSARY);
        return known(
                price, required(answer.currency(), "currency"), paymentId, reservationId, reservedUntil, shipmentId);
    }

    Fulfillment with(PaymentReceipt answer) {
        return known(
                total, currency, required(answer.paymentId(), "paymentId"), reservationId, reservedUntil, shipmentId);
    }

    Fulfillment with(ReservationReceipt answer) {
        var newReservationId = required(answer.reservationId(), "reservationId");
        return known(total, currency, paymentId, newReservationId, answer.reservedUntil(), shipmentId);
    }

    Fulfillment with(ShipmentReceipt answer) {
        var newShipmentId = required(answer.shipmentId(), "shipmentId");
        return known(total, currency, paymentId, reservationId, reservedUntil, newShipmentId);
    }

    CreateOrder createOrder() {
        return new CreateOrder(
                orderId, customerId, items, payment, shippingAddress, Coordination.SAGA_ORCHESTRATED, sagaDefinition);
    }

    CancelOrder cancelOrder(String reason) {
        return new CancelOrder(orderId, CancellationReason.of(reason));
    }

    ProcessPayment processPayment() {
        return new ProcessPayment(
                orderId, customerId, required(total, "total"), required(currency, "currency"), payment, reservedUntil);
    }

    RefundPayment refundPayment(String reason) {
        return new RefundPayment(orderId, CancellationReason.of(reason));
    }

    ReserveInventory reserveInventory() {
        return new ReserveInventory(orderId, items);
    }

    ReleaseInventory releaseInventory(String reason) {
        return new ReleaseInventory(orderId, CancellationReason.of(reason));
    }

    CreateShipment createShipment() {
        return new CreateShipment(orderId, shippingAddress, reservedUntil);
    }

    CancelShipment cancelShipment(String reason) {
        return new CancelShipment(orderId, CancellationReason.of(reason));
    }

    ConfirmReservation confirmReservation() {
        return new ConfirmReservation(orderId);
    }

    ConfirmOrder confirmOrder() {
        return new ConfirmOrder(
                orderId,
                required(paymentId, "paymentId"),
                required(reservationId, "reservationId"),
                required(shipmentId, "shipmentId"));
    }

    private Fulfillment known(
            @Nullable BigDecimal newTotal,
            @Nullable String newCurrency,
            @Nullable UUID newPaymentId,
            @Nullable UUID newReservationId,
            @Nullable Instant newReservedUntil,
            @Nullable UUID newShipmentId) {
        return new Fulfillment(
                orderId,
                sagaDefinition,
                customerId,
                items,
                payment,
                shippingAddress,
                newTotal,
                newCurrency,
                newPaymentId,
                newReservationId,
                newReservedUntil,
                newShipmentId);
    }

    /**
     * An answer that lacks what a later step needs is a bug of the participant that gave it. Found when it arrives, it
     * counts as no answer at all, and the saga can still turn back.
     */
    private <T> T required(@Nullable T value, String name) {
        return Objects.requireNonNull(value, () -> "order %s: nobody answered with a %s".formatted(orderId, name));
    }
}
