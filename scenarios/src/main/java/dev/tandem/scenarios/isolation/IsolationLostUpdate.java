package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Order;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Guide, 'Isolation Challenges', problem 1: two sagas write what follows from the same old number. */
public final class IsolationLostUpdate implements Story {

    private static final String SKU = "headphones";

    @Override
    public String name() {
        return "isolation-lost-update";
    }

    @Override
    public String about() {
        return "Two orders of 3 when there are 5: a naive shop promises 6, the platform's reservations 3.";
    }

    @Override
    public void play(Stage stage) {
        withoutCountermeasure(stage);
        withCountermeasure(stage);
    }

    /** B begins when A has read, and A goes on when B has read: the worst moment, every time. */
    private static void withoutCountermeasure(Stage stage) {
        stage.tell("without a countermeasure: read, compute, write");
        var timeline = new Timeline(stage, "Saga A (orders 3)", "Saga B (orders 3)");
        var aHasRead = new CountDownLatch(1);
        var bHasRead = new CountDownLatch(1);
        var aHasWritten = new CountDownLatch(1);

        Consumer<String> bothReadBeforeEitherWrites = saga -> {
            if (saga.equals("A")) {
                timeline.left("reads the stock: 5");
                aHasRead.countDown();
                await(bHasRead);
            } else {
                timeline.right("reads the stock: 5");
                bHasRead.countDown();
                await(aHasWritten);
            }
        };
        try (var sagas = Executors.newVirtualThreadPerTaskExecutor();
                var shop = NaiveShop.open(stage, bothReadBeforeEitherWrites)) {
            var a = CompletableFuture.supplyAsync(() -> shop.reserve("A", 3), sagas);
            await(aHasRead);
            var b = CompletableFuture.supplyAsync(() -> shop.reserve("B", 3), sagas);
            var promisedToA = a.join();
            timeline.left("reserves 3: writes %d".formatted(shop.stock()));
            aHasWritten.countDown();
            var promisedToB = b.join();
            timeline.right("reserves 3: writes %d".formatted(shop.stock()));

            assertThat(promisedToA + promisedToB).as("promised, of 5").isEqualTo(6);
            assertThat(shop.stock()).as("what the shop believes to have left").isEqualTo(2);
            timeline.result("6 of 5 units are promised, and the stock says that 2 are left: A's update is lost");
        }
    }

    /** The same reads at the same moment; nobody handles an order before both are placed. */
    private static void withCountermeasure(Stage stage) {
        stage.tell("with a reservation, which inventory-service makes from what it reads itself, with the rows locked");
        var shop = stage.shop();
        try (var _ = ScarceArticle.of(stage, SKU, 5)) {
            var timeline = new Timeline(stage, "Saga A (orders 3)", "Saga B (orders 3)");
            timeline.left("reads the stock: %d".formatted(shop.stock(SKU).available()));
            timeline.right("reads the stock: %d".formatted(shop.stock(SKU).available()));
            stage.pause("inventory-service");
            var a = shop.place(Basket.of("alice").with(SKU, 3));
            timeline.left("asks for 3");
            var b = shop.place(Basket.of("bob").with(SKU, 3));
            timeline.right("asks for 3");
            stage.resume("inventory-service");

            var ended = stage.awaitEnd(List.of(a, b));
            stage.checkSettled(List.of(a, b));
            timeline.left(outcome(ended.getFirst()));
            timeline.right(outcome(ended.getLast()));

            assertThat(ended)
                    .extracting(IsolationLostUpdate::outcome)
                    .containsExactlyInAnyOrder("CONFIRMED", "CANCELLED: OUT_OF_STOCK");
            assertThat(shop.stock(SKU).available()).isEqualTo(2);
            timeline.result("3 of 5 units are promised, and 2 are left");
        }
    }

    private static String outcome(Order order) {
        return order.isConfirmed() ? order.status() : order.status() + ": " + order.reason();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS))
                    .as("the other one comes")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
    }
}
