package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Guide, 'Compensating Transactions'; semantics of late answers: a payment takes so long that it is given up and taken
 * back, and then it lands. Unknown is not failure, so the step counts as perhaps done, and its compensation decides.
 */
public final class SagaLateSuccess implements Story {

    private static final Duration LATE = Duration.ofSeconds(12);

    @Override
    public String name() {
        return "saga-late-success";
    }

    @Override
    public String about() {
        return "A charge lands after its order was given up: it is refused if it comes late, and refunded if it was made.";
    }

    @Override
    public void play(Stage stage) {
        stage.tell("the charge is held up on its way to the gateway");
        var neverCharged = giveUpWhile(stage, "payment.before-charge");
        assertThat(stage.shop().charges(neverCharged))
                .as("charges that were made")
                .noneMatch(charge -> charge.wasMade());
        stage.tell("the gateway had been told to forget it, and refused the charge when it came");

        stage.tell("the gateway charges, and its answer is held up on the way back");
        var refunded = giveUpWhile(stage, "payment.after-charge");
        assertThat(stage.shop().charges(refunded))
                .singleElement()
                .satisfies(charge -> assertThat(charge.net()).isZero());
        stage.tell("the charge was found and refunded");
    }

    private static UUID giveUpWhile(Stage stage, String point) {
        var shop = stage.shop();
        stage.arm("payment-service", Fault.delayAt(point, LATE));
        var orderId = shop.place(Basket.of("alice").with("book", 1).paidByCard("tok_visa"));
        var saga = stage.awaitSaga(orderId, "waits for its payment", it -> "process-payment".equals(it.currentStep()));
        assertThat(shop.instruct(saga.sagaId(), "compensate", "the customer has waited long enough"))
                .isEqualTo(202);
        assertThat(stage.awaitEnd(orderId).status()).isEqualTo("CANCELLED");
        stage.tell("the order is cancelled while its charge is still under way");
        stage.pass(LATE.plusSeconds(2));
        stage.checkSettled(List.of(orderId));
        return orderId;
    }
}
