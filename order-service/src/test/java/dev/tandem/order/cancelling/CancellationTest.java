package dev.tandem.order.cancelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.order.Http;
import dev.tandem.order.OrderServiceTest;
import dev.tandem.order.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

@OrderServiceTest
class CancellationTest {

    private final UUID order = Ids.next();

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    private Http http;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void aConfirmedOrderStaysConfirmedUntilItIsUndone() throws Exception {
        confirmed();

        var accepted = cancel();

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/orders/" + order);
        assertThat(accepted.text("orderId")).isEqualTo(order.toString());
        assertThat(accepted.text("status")).isEqualTo("CONFIRMED");
        assertThat(accepted.text("statusUrl")).isEqualTo("/orders/" + order);
        var requested = http.get("/orders/" + order);
        assertThat(requested.text("status")).isEqualTo("CONFIRMED");
        assertThat(requested.body().path("cancellationRequested").asBoolean()).isTrue();
        assertThat(events()).containsExactly("OrderCreated", "OrderConfirmed", "OrderCancellationRequested");
    }

    @Test
    void askedTwiceIsAskedOnceEvenAtTheSameTime() throws Exception {
        confirmed();

        var answers = IntStream.range(0, 8)
                .mapToObj(i -> http.postAsync("/orders/" + order + "/cancellation", ""))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(202));
        assertThat(events()).containsOnlyOnce("OrderCancellationRequested");
    }

    @Test
    void onceItIsUndoneAskingAgainIsStillAccepted() throws Exception {
        confirmed();
        cancel();

        command(new CancelOrder(order, CancellationReason.CUSTOMER_REQUEST));
        awaitStatus("CANCELLED");

        var again = cancel();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("status")).isEqualTo("CANCELLED");
        assertThat(http.get("/orders/" + order).text("reason")).isEqualTo("CUSTOMER_REQUEST");
        assertThat(http.get("/orders/" + order)
                        .body()
                        .path("cancellationRequested")
                        .asBoolean())
                .isFalse();
        assertThat(http.get("/actuator/invariants").body().path("holds").asBoolean())
                .isTrue();
    }

    @Test
    void anOrderThatIsNotConfirmedHasNothingToUndo() throws Exception {
        command(Samples.createOrder(order, new OrderLine("book", 1)));
        awaitStatus("PENDING");

        var pending = cancel();

        assertThat(pending.status()).isEqualTo(409);
        assertThat(pending.text("type")).isEqualTo("/problems/order-not-confirmed");
        assertThat(pending.text("orderStatus")).isEqualTo("PENDING");
        command(Samples.cancelOrder(order));
        awaitStatus("CANCELLED");
        assertThat(cancel().status()).as("cancelled for another reason").isEqualTo(409);
    }

    @Test
    void whatDoesNotExistIsAProblem() throws Exception {
        assertThat(cancel().text("type")).isEqualTo("/problems/order-not-found");
        assertThat(http.post("/orders/7/cancellation", "").status()).isEqualTo(400);
    }

    private void confirmed() {
        command(Samples.createOrder(order, new OrderLine("book", 1)));
        command(Samples.confirmOrder(order));
        awaitStatus("CONFIRMED");
    }

    private void command(OrderCommand command) {
        transaction.executeWithoutResult(status -> outbox.send(
                new Message(Topics.ORDER_COMMANDS, order.toString(), command, null, null), Origin.of("test")));
    }

    private void awaitStatus(String status) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http.get("/orders/" + order).text("status").equals(status));
    }

    private Http.Answer cancel() throws IOException, InterruptedException {
        return http.post("/orders/" + order + "/cancellation", "");
    }

    private List<String> events() throws IOException, InterruptedException {
        return http.get("/orders/" + order + "/events").body().path("items").findValuesAsText("type");
    }
}
