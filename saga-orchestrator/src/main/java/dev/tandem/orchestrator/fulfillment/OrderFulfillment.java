package dev.tandem.orchestrator.fulfillment;

import static dev.tandem.contracts.Topics.INVENTORY_COMMANDS;
import static dev.tandem.contracts.Topics.ORDER_COMMANDS;
import static dev.tandem.contracts.Topics.PAYMENT_COMMANDS;
import static dev.tandem.contracts.Topics.SHIPPING_COMMANDS;
import static dev.tandem.orchestrator.definition.Request.ask;

import dev.tandem.contracts.inventory.ReservationReceipt;
import dev.tandem.contracts.order.OrderAccepted;
import dev.tandem.contracts.payment.PaymentReceipt;
import dev.tandem.contracts.shipping.ShipmentReceipt;
import dev.tandem.orchestrator.definition.Request;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.Step.Compensatable;
import java.util.List;
import java.util.Optional;

/**
 * Takes an order from basket to parcel. A refusal before the reservation is final undoes every step so far; after it
 * the order will be confirmed, however long that takes.
 */
final class OrderFulfillment {

    private static final Compensatable<Fulfillment> CREATE_ORDER = ask(
                    "create-order", ORDER_COMMANDS, Fulfillment::createOrder)
            .keeping(OrderAccepted.class, Fulfillment::with)
            .refusedAs(
                    "UNKNOWN_CUSTOMER",
                    "UNKNOWN_ARTICLE",
                    "DUPLICATE_ARTICLE",
                    "INVALID_QUANTITY",
                    "INVALID_NUMBER_OF_ITEMS",
                    "ORDER_CANCELLED")
            .undoneBy("cancel-order", Fulfillment::cancelOrder);

    private static final Compensatable<Fulfillment> PROCESS_PAYMENT = ask(
                    "process-payment", PAYMENT_COMMANDS, Fulfillment::processPayment)
            .keeping(PaymentReceipt.class, Fulfillment::with)
            .refusedAs("PAYMENT_DECLINED", "INSUFFICIENT_FUNDS", "TIMEOUT")
            .undoneBy("refund-payment", Fulfillment::refundPayment);

    private static final Compensatable<Fulfillment> RESERVE_INVENTORY = ask(
                    "reserve-inventory", INVENTORY_COMMANDS, Fulfillment::reserveInventory)
            .keeping(ReservationReceipt.class, Fulfillment::with)
            .refusedAs("OUT_OF_STOCK")
            .undoneBy("release-inventory", Fulfillment::releaseInventory);

    private static final Compensatable<Fulfillment> CREATE_SHIPMENT = ask(
                    "create-shipment", SHIPPING_COMMANDS, Fulfillment::createShipment)
            .keeping(ShipmentReceipt.class, Fulfillment::with)
            .refusedAs("UNDELIVERABLE_ADDRESS", "TIMEOUT")
            .undoneBy("cancel-shipment", Fulfillment::cancelShipment);

    private static final Request<Fulfillment> CONFIRM_INVENTORY = ask(
                    "confirm-inventory", INVENTORY_COMMANDS, Fulfillment::confirmReservation)
            .refusedAs("TIMEOUT", "ABORTED");

    private static final Request<Fulfillment> CONFIRM_ORDER =
            ask("confirm-order", ORDER_COMMANDS, Fulfillment::confirmOrder);

    /** The guide's order of steps, and what an order gets that names none. */
    static final Saga<Fulfillment> PAY_FIRST = Saga.named("order-fulfillment", 1, Fulfillment.class)
            .step(CREATE_ORDER)
            .step(PROCESS_PAYMENT)
            .step(RESERVE_INVENTORY)
            .step(CREATE_SHIPMENT)
            .pivot(CONFIRM_INVENTORY)
            .then(CONFIRM_ORDER)
            .build();

    /**
     * The guide's better order ('Reordering'): what is easy to undo and likely to be refused comes before the money, so
     * that a customer never sees a charge and its refund for something that was out of stock.
     */
    static final Saga<Fulfillment> RESERVE_FIRST = Saga.named("order-fulfillment-reserve-first", 1, Fulfillment.class)
            .step(CREATE_ORDER)
            .step(RESERVE_INVENTORY)
            .step(PROCESS_PAYMENT)
            .step(CREATE_SHIPMENT)
            .pivot(CONFIRM_INVENTORY)
            .then(CONFIRM_ORDER)
            .build();

    private static final List<Saga<Fulfillment>> ALL = List.of(PAY_FIRST, RESERVE_FIRST);

    private OrderFulfillment() {}

    /** The one with that name, if an order may ask for it. */
    static Optional<Saga<Fulfillment>> named(String name) {
        return ALL.stream().filter(saga -> saga.name().equals(name)).findFirst();
    }
}
