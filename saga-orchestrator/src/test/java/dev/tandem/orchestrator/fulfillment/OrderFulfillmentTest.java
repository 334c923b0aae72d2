package dev.tandem.orchestrator.fulfillment;

import static dev.tandem.contracts.CancellationReason.INSUFFICIENT_FUNDS;
import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static dev.tandem.contracts.CancellationReason.UNDELIVERABLE_ADDRESS;

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
import dev.tandem.orchestrator.machine.SagaScript;
import dev.tandem.orchestrator.machine.SagaState.Compensated;
import dev.tandem.orchestrator.machine.SagaState.Completed;
import dev.tandem.orchestrator.machine.SagaState.Failed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderFulfillmentTest {

    private final UUID id = UUID.randomUUID();
    private final UUID payment = UUID.randomUUID();
    private final UUID reservation = UUID.randomUUID();
    private final UUID shipment = UUID.randomUUID();
    private final List<OrderLine> basket = List.of(new OrderLine("book", 2));
    private final PaymentMethod wallet = new PaymentMethod.Wallet();
    private final Address home = new Address("Alice", "Main Street 1", "Berlin", "10115", "DE");

    private final CreateOrder createOrder = createOrder("order-fulfillment");
    private final OrderAccepted accepted = new OrderAccepted(id, new BigDecimal("50.0"), "EUR");
    private final ProcessPayment processPayment =
            new ProcessPayment(id, "alice", new BigDecimal("50.00"), "EUR", wallet);
    private final ReserveInventory reserveInventory = new ReserveInventory(id, basket);
    private final CreateShipment createShipment = new CreateShipment(id, home);
    private final ConfirmReservation confirmInventory = new ConfirmReservation(id);
    private final ConfirmOrder confirmOrder = new ConfirmOrder(id, payment, reservation, shipment);

    @Test
    void anOrderIsPaidReservedShippedAndConfirmed() {
        payFirst()
                .asks(createOrder)
                .hears(accepted)
                .asks(processPayment)
                .hears(new PaymentReceipt(payment))
                .asks(reserveInventory)
                .hears(new ReservationReceipt(reservation))
                .asks(createShipment)
                .hears(new ShipmentReceipt(shipment))
                .asks(confirmInventory)
                .hearsDone()
                .asks(confirmOrder)
                .hearsDone()
                .endsAs(new Completed());
    }

    @Test
    void reserveFirstChargesOnlyWhatIsInStock() {
        SagaScript.of(OrderFulfillment.RESERVE_FIRST, fulfillment("order-fulfillment-reserve-first"))
                .asks(createOrder("order-fulfillment-reserve-first"))
                .hears(accepted)
                .asks(reserveInventory)
                .refuses("OUT_OF_STOCK")
                .asks(new CancelOrder(id, OUT_OF_STOCK))
                .hearsDone()
                .endsAs(new Compensated("OUT_OF_STOCK"));
    }

    /** So that they can look again before they charge and ship. */
    @Test
    void whoChargesAndWhoShipsIsToldHowLongTheGoodsAreReserved() {
        var noon = Instant.parse("2026-01-01T12:00:00Z");
        SagaScript.of(OrderFulfillment.RESERVE_FIRST, fulfillment("order-fulfillment-reserve-first"))
                .asks(createOrder("order-fulfillment-reserve-first"))
                .hears(accepted)
                .asks(reserveInventory)
                .hears(new ReservationReceipt(reservation, noon))
                .asks(new ProcessPayment(id, "alice", new BigDecimal("50.00"), "EUR", wallet, noon))
                .hears(new PaymentReceipt(payment))
                .asks(new CreateShipment(id, home, noon))
                .refuses("TIMEOUT")
                .asks(new RefundPayment(id, TIMEOUT))
                .hearsDone()
                .asks(new ReleaseInventory(id, TIMEOUT))
                .hearsDone()
                .asks(new CancelOrder(id, TIMEOUT))
                .hearsDone()
                .endsAs(new Compensated("TIMEOUT"));
    }

    @Test
    void anOrderThatCannotBeCreatedNeedsNoUndoing() {
        payFirst().asks(createOrder).refuses("UNKNOWN_CUSTOMER").endsAs(new Failed("UNKNOWN_CUSTOMER"));
    }

    @Test
    void aDeclinedPaymentCancelsTheOrder() {
        payFirst()
                .asks(createOrder)
                .hears(accepted)
                .asks(processPayment)
                .refuses("INSUFFICIENT_FUNDS")
                .asks(new CancelOrder(id, INSUFFICIENT_FUNDS))
                .hearsDone()
                .endsAs(new Compensated("INSUFFICIENT_FUNDS"));
    }

    @Test
    void anUndeliverableAddressUndoesEverythingInReverse() {
        payFirst()
                .asks(createOrder)
                .hears(accepted)
                .asks(processPayment)
                .hears(new PaymentReceipt(payment))
                .asks(reserveInventory)
                .hears(new ReservationReceipt(reservation))
                .asks(createShipment)
                .refuses("UNDELIVERABLE_ADDRESS")
                .asks(new ReleaseInventory(id, UNDELIVERABLE_ADDRESS))
                .hearsDone()
                .asks(new RefundPayment(id, UNDELIVERABLE_ADDRESS))
                .hearsFailure()
                .asksAgain(new RefundPayment(id, UNDELIVERABLE_ADDRESS))
                .hearsDone()
                .asks(new CancelOrder(id, UNDELIVERABLE_ADDRESS))
                .hearsDone()
                .endsAs(new Compensated("UNDELIVERABLE_ADDRESS"));
    }

    @Test
    void aReservationThatExpiredBeforeThePivotUndoesEverything() {
        payFirst()
                .asks(createOrder)
                .hears(accepted)
                .asks(processPayment)
                .hears(new PaymentReceipt(payment))
                .asks(reserveInventory)
                .hears(new ReservationReceipt(reservation))
                .asks(createShipment)
                .hears(new ShipmentReceipt(shipment))
                .asks(confirmInventory)
                .refuses("TIMEOUT")
                .asks(new CancelShipment(id, TIMEOUT))
                .hearsDone()
                .asks(new ReleaseInventory(id, TIMEOUT))
                .hearsDone()
                .asks(new RefundPayment(id, TIMEOUT))
                .hearsDone()
                .asks(new CancelOrder(id, TIMEOUT))
                .hearsDone()
                .endsAs(new Compensated("TIMEOUT"));
    }

    @Test
    void aPaymentThatNobodyAnswersForIsRefundedBecauseItMayHaveHappened() {
        var saga = payFirst()
                .asks(createOrder)
                .hears(accepted)
                .asks(processPayment)
                .hearsNothing();
        for (var attempt = 2; attempt <= 5; attempt++) {
            saga.asksAgain(processPayment).hearsNothing();
        }
        saga.asks(new RefundPayment(id, TIMEOUT))
                .hearsDone()
                .asks(new CancelOrder(id, TIMEOUT))
                .hearsDone()
                .endsAs(new Compensated("TIMEOUT"));
    }

    @Test
    void onceTheReservationIsFinalTheOrderIsConfirmedHoweverLongItTakes() {
        var saga = payFirst()
                .asks(createOrder)
                .hears(accepted)
                .asks(processPayment)
                .hears(new PaymentReceipt(payment))
                .asks(reserveInventory)
                .hears(new ReservationReceipt(reservation))
                .asks(createShipment)
                .hears(new ShipmentReceipt(shipment))
                .asks(confirmInventory)
                .hearsDone()
                .asks(confirmOrder)
                .hearsFailure();
        for (var attempt = 2; attempt < 100; attempt++) {
            saga.asksAgain(confirmOrder).hearsNothing();
        }
        saga.asksAgain(confirmOrder).hearsDone().endsAs(new Completed());
    }

    private SagaScript<Fulfillment> payFirst() {
        return SagaScript.of(OrderFulfillment.PAY_FIRST, fulfillment("order-fulfillment"));
    }

    private Fulfillment fulfillment(String saga) {
        return Fulfillment.of(id, saga, "alice", basket, wallet, home);
    }

    private CreateOrder createOrder(String saga) {
        return new CreateOrder(id, "alice", basket, wallet, home, Coordination.SAGA_ORCHESTRATED, saga);
    }
}
