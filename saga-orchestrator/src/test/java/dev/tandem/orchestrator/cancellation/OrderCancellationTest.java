package dev.tandem.orchestrator.cancellation;

import static dev.tandem.contracts.CancellationReason.CUSTOMER_REQUEST;

import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.payment.PaymentCommand.RefundPayment;
import dev.tandem.contracts.shipping.ShippingCommand.CancelShipment;
import dev.tandem.orchestrator.machine.SagaScript;
import dev.tandem.orchestrator.machine.SagaState.Completed;
import dev.tandem.orchestrator.machine.SagaState.Failed;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderCancellationTest {

    private final UUID id = UUID.randomUUID();
    private final CancelShipment cancelShipment = new CancelShipment(id, CUSTOMER_REQUEST);
    private final ReleaseInventory releaseInventory = new ReleaseInventory(id, CUSTOMER_REQUEST);
    private final RefundPayment refundPayment = new RefundPayment(id, CUSTOMER_REQUEST);
    private final CancelOrder cancelOrder = new CancelOrder(id, CUSTOMER_REQUEST);

    @Test
    void aParcelThatIsStillHereIsCalledBackAndEverythingIsGivenBack() {
        cancellation()
                .asks(cancelShipment)
                .hearsDone()
                .asks(releaseInventory)
                .hearsDone()
                .asks(refundPayment)
                .hearsDone()
                .asks(cancelOrder)
                .hearsDone()
                .endsAs(new Completed());
    }

    @Test
    void aParcelThatTheCarrierHasStandsInTheWayBeforeAnythingIsTouched() {
        cancellation().asks(cancelShipment).refuses("SHIPMENT_HANDED_OVER").endsAs(new Failed("SHIPMENT_HANDED_OVER"));
    }

    @Test
    void onceTheParcelIsCalledBackTheMoneyIsGivenBackHoweverLongItTakes() {
        var saga = cancellation()
                .asks(cancelShipment)
                .hearsDone()
                .asks(releaseInventory)
                .hearsDone()
                .asks(refundPayment)
                .hearsFailure();
        for (var attempt = 2; attempt < 50; attempt++) {
            saga.asksAgain(refundPayment).hearsNothing();
        }
        saga.asksAgain(refundPayment).hearsDone().asks(cancelOrder).hearsDone().endsAs(new Completed());
    }

    private SagaScript<Cancellation> cancellation() {
        return SagaScript.of(OrderCancellation.CANCELLATION, new Cancellation(id));
    }
}
