package dev.tandem.orchestrator.cancellation;

import static dev.tandem.contracts.Topics.INVENTORY_COMMANDS;
import static dev.tandem.contracts.Topics.ORDER_COMMANDS;
import static dev.tandem.contracts.Topics.PAYMENT_COMMANDS;
import static dev.tandem.contracts.Topics.SHIPPING_COMMANDS;
import static dev.tandem.orchestrator.definition.Request.ask;

import dev.tandem.orchestrator.definition.Saga;

/**
 * Undoes a confirmed order at its customer's wish. Only the parcel can stand in the way: the carrier may have it. So that
 * is asked first, and it is the pivot: refused, nothing has been touched, the saga has FAILED and the order stays
 * confirmed; done, the rest is as good as done, because goods and money can be given back at any time.
 *
 * <p>What undoes a step of the fulfilment is an action here, and the participants need not tell one from the other.
 */
final class OrderCancellation {

    static final Saga<Cancellation> CANCELLATION = Saga.named("order-cancellation", 1, Cancellation.class)
            .pivot(ask("cancel-shipment", SHIPPING_COMMANDS, Cancellation::cancelShipment)
                    .refusedAs("SHIPMENT_HANDED_OVER"))
            .then(ask("release-inventory", INVENTORY_COMMANDS, Cancellation::releaseInventory))
            .then(ask("refund-payment", PAYMENT_COMMANDS, Cancellation::refundPayment))
            .then(ask("cancel-order", ORDER_COMMANDS, Cancellation::cancelOrder))
            .build();

    private OrderCancellation() {}
}
