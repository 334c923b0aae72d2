package dev.tandem.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.Ids;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What happens when instances meet: the guide's lost update does not (guide, 'Isolation Challenges'). */
class ConcurrencyTest extends InventoryTest {

    private static final List<String> SKUS = List.of("book", "headphones", "laptop", "phone", "sticker");

    @Test
    void theLastFiveUnitsAreReservedFiveTimes() {
        stocked("laptop", "W1", 3);
        stocked("laptop", "W2", 2);

        var answers = atTheSameTime(Stream.generate(() -> reserve(Ids.next(), "laptop", 1))
                .limit(64)
                .<Callable<Answer>>map(command -> () -> alone(command))
                .toList());

        assertThat(answers.stream().filter(Answer::isSuccess)).hasSize(5);
        assertThat(answers.stream().filter(answer -> !answer.isSuccess()))
                .allMatch(answer -> answer.refusal().equals("OUT_OF_STOCK"));
        assertThat(reserved("laptop", "W1") + reserved("laptop", "W2")).isEqualTo(5);
    }

    /** Orders name the same articles in opposite directions, and are released while others are reserved. */
    @Test
    void crossingArticlesDoNotDeadlock() {
        SKUS.forEach(sku -> stocked(sku, "W1", 1_000_000));

        var batches = atTheSameTime(IntStream.range(0, 32)
                .<Callable<List<Answer>>>mapToObj(number -> () -> {
                    var reserves = Stream.generate(() -> reserveAll(number % 2 == 0))
                            .limit(20)
                            .toArray(InventoryCommand[]::new);
                    var releases = Stream.of(reserves)
                            .map(reserve -> release(reserve.orderId()))
                            .toArray(InventoryCommand[]::new);
                    return Stream.of(inOneBatch(reserves), inOneBatch(releases))
                            .flatMap(List::stream)
                            .toList();
                })
                .toList());

        assertThat(batches)
                .allSatisfy(answers -> assertThat(answers).hasSize(40).allMatch(Answer::isSuccess));
        assertThat(SKUS).allSatisfy(sku -> assertThat(reserved(sku, "W1")).isZero());
    }

    private static ReserveInventory reserveAll(boolean backwards) {
        var skus = backwards ? SKUS.reversed() : SKUS;
        return new ReserveInventory(
                Ids.next(), skus.stream().map(sku -> new OrderLine(sku, 1)).toList());
    }
}
