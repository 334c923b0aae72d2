package dev.tandem.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.messaging.Ids;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Action, action again, confirmation and compensation in every order and every grouping: one final state. */
class InterleavingTest extends InventoryTest {

    private final UUID order = Ids.next();

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ordersWithARelease")
    void nothingIsSetAsideOnceReleased(Delivering delivering, List<Verb> verbs) {
        stocked("laptop", "W1", 10);

        var answers = delivering.to(this, commands(verbs));

        assertThat(reserved("laptop", "W1")).isZero();
        assertThat(reservation(order)).isEqualTo("RELEASED PAYMENT_DECLINED");
        assertThat(events(answers, InventoryReserved.class)).hasSizeLessThanOrEqualTo(1);
        assertThat(events(answers, InventoryReleased.class)).hasSameSizeAs(events(answers, InventoryReserved.class));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ordersWithoutARelease")
    void unitsAreSetAsideOnceHoweverOftenItIsAsked(Delivering delivering, List<Verb> verbs) {
        stocked("laptop", "W1", 10);

        var answers = delivering.to(this, commands(verbs));

        assertThat(reserved("laptop", "W1")).isEqualTo(3);
        assertThat(reservation(order)).isIn("PENDING", "CONFIRMED");
        assertThat(events(answers, InventoryReserved.class)).hasSize(1);
    }

    static Stream<Arguments> ordersWithARelease() {
        return everyWayOf(List.of(Verb.RESERVE, Verb.RESERVE, Verb.CONFIRM, Verb.RELEASE));
    }

    static Stream<Arguments> ordersWithoutARelease() {
        return everyWayOf(List.of(Verb.RESERVE, Verb.RESERVE, Verb.CONFIRM));
    }

    private static Stream<Arguments> everyWayOf(List<Verb> verbs) {
        return new LinkedHashSet<>(permutations(verbs))
                .stream().flatMap(order -> Delivering.all().map(way -> Arguments.of(way, order)));
    }

    private static List<List<Verb>> permutations(List<Verb> verbs) {
        if (verbs.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Verb>>();
        for (int first = 0; first < verbs.size(); first++) {
            var rest = new ArrayList<>(verbs);
            var verb = rest.remove(first);
            for (var tail : permutations(rest)) {
                all.add(Stream.concat(Stream.of(verb), tail.stream()).toList());
            }
        }
        return all;
    }

    private InventoryCommand[] commands(List<Verb> verbs) {
        return verbs.stream()
                .map(verb -> switch (verb) {
                    case RESERVE -> reserve(order, "laptop", 3);
                    case CONFIRM -> confirm(order);
                    case RELEASE -> release(order);
                })
                .toArray(InventoryCommand[]::new);
    }

    private static <T> List<T> events(List<Answer> answers, Class<T> type) {
        return answers.stream()
                .flatMap(answer -> answer.events().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    enum Verb {
        RESERVE,
        CONFIRM,
        RELEASE
    }

    /** How commands find their way into transactions. */
    interface Delivering {

        List<Answer> to(InventoryTest inventory, InventoryCommand[] commands);

        static Stream<Named<Delivering>> all() {
            return Stream.of(
                    named("in one batch", InventoryTest::inOneBatch),
                    named(
                            "one by one",
                            (inventory, commands) ->
                                    Stream.of(commands).map(inventory::alone).toList()),
                    named(
                            "at the same time",
                            (inventory, commands) -> inventory.atTheSameTime(Stream.of(commands)
                                    .<Callable<Answer>>map(command -> () -> inventory.aloneOrAgain(command))
                                    .toList())));
        }

        private static Named<Delivering> named(
                String name, BiFunction<InventoryTest, InventoryCommand[], List<Answer>> way) {
            return Named.of(name, way::apply);
        }
    }
}
