package dev.tandem.order.domain;

import static dev.tandem.contracts.CancellationReason.CUSTOMER_REQUEST;
import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.RequestCancellation;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.order.OrderEvent.OrderCancellationRequested;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.messaging.Ids;
import dev.tandem.order.Samples;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderTest {

    private static final UUID ID = Ids.next();
    private static final Terms TERMS =
            new Terms(Map.of("book", new BigDecimal("25.00"), "sticker", new BigDecimal("1.00")), Set.of("alice"));
    private static final OrderCommand CREATE =
            Samples.createOrder(ID, new OrderLine("book", 2), new OrderLine("sticker", 3));
    private static final OrderCommand CONFIRM = Samples.confirmOrder(ID);
    private static final OrderCommand REQUEST_CANCELLATION = new RequestCancellation(ID);
    private static final OrderCommand CANCEL = Samples.cancelOrder(ID);

    private static final OrderEvent CREATED =
            happened(Order.none().decide(CREATE, TERMS)).getFirst();
    private static final OrderEvent CONFIRMED =
            new OrderConfirmed(ID, Samples.PAYMENT, Samples.RESERVATION, Samples.SHIPMENT);
    private static final OrderEvent REQUESTED = new OrderCancellationRequested(ID);
    private static final OrderEvent CANCELLED_BY_CUSTOMER = new OrderCancelled(ID, CUSTOMER_REQUEST);
    private static final OrderEvent CANCELLED = new OrderCancelled(ID, OUT_OF_STOCK);

    @Test
    void pricesComeFromTheCatalogue() {
        var created = (OrderCreated) CREATED;

        assertThat(created.items())
                .containsExactly(
                        new PricedLine("book", 2, new BigDecimal("25.00")),
                        new PricedLine("sticker", 3, new BigDecimal("1.00")));
        assertThat(created.total()).isEqualTo(new BigDecimal("53.00"));
        assertThat(created.currency()).isEqualTo("EUR");
    }

    @ParameterizedTest(name = "{0}, asked to {1}: {2}")
    @MethodSource
    void everyCommandHasAnAnswerInEveryState(
            List<String> history, String command, String answer, List<String> expected) {
        switch (given(history).decide(commandOf(command), TERMS)) {
            case Decision.Happened(var events) -> {
                assertThat(answer).isEqualTo("agreed");
                assertThat(events).isEqualTo(events(expected));
            }
            case Decision.Refused(var reason, var detail) -> {
                assertThat(reason).isEqualTo(answer);
                assertThat(detail).isNotBlank();
            }
        }
    }

    static Stream<Arguments> everyCommandHasAnAnswerInEveryState() {
        var none = List.<String>of();
        var pending = List.of("created");
        var confirmed = List.of("created", "confirmed");
        var requested = List.of("created", "confirmed", "requested");
        var undone = List.of("created", "confirmed", "requested", "cancelled by customer");
        var cancelled = List.of("created", "cancelled");
        var cancelledLater = List.of("created", "confirmed", "cancelled");
        var tombstone = List.of("cancelled");
        return Stream.of(
                arguments(none, "create", "agreed", List.of("created")),
                arguments(none, "confirm", "UNKNOWN_ORDER", none),
                arguments(none, "cancel", "agreed", List.of("cancelled")),
                arguments(none, "request cancellation", "UNKNOWN_ORDER", none),
                arguments(pending, "create", "agreed", none),
                arguments(pending, "request cancellation", "ORDER_NOT_CONFIRMED", none),
                arguments(pending, "confirm", "agreed", List.of("confirmed")),
                arguments(pending, "cancel", "agreed", List.of("cancelled")),
                arguments(confirmed, "create", "agreed", none),
                arguments(confirmed, "confirm", "agreed", none),
                arguments(confirmed, "cancel", "agreed", List.of("cancelled")),
                arguments(confirmed, "request cancellation", "agreed", List.of("requested")),
                arguments(requested, "create", "agreed", none),
                arguments(requested, "confirm", "agreed", none),
                arguments(requested, "request cancellation", "agreed", none),
                arguments(requested, "cancel", "agreed", List.of("cancelled")),
                arguments(undone, "request cancellation", "agreed", none),
                arguments(undone, "cancel", "agreed", none),
                arguments(cancelled, "request cancellation", "ORDER_CANCELLED", none),
                arguments(cancelled, "create", "ORDER_CANCELLED", none),
                arguments(cancelled, "confirm", "ORDER_CANCELLED", none),
                arguments(cancelled, "cancel", "agreed", none),
                arguments(cancelledLater, "create", "ORDER_CANCELLED", none),
                arguments(cancelledLater, "confirm", "ORDER_CANCELLED", none),
                arguments(cancelledLater, "cancel", "agreed", none),
                arguments(tombstone, "create", "ORDER_CANCELLED", none),
                arguments(tombstone, "confirm", "ORDER_CANCELLED", none),
                arguments(tombstone, "cancel", "agreed", none));
    }

    @Test
    void whatCannotBePlacedIsRefusedWithItsFirstReason() {
        var decision = Order.none().decide(Samples.createOrder(ID, "mallory", new OrderLine("moon", 1)), TERMS);

        assertThat(decision)
                .isEqualTo(new Decision.Refused("UNKNOWN_CUSTOMER", "customerId names nobody who is registered"));
    }

    @Test
    void aCancelledOrderRemembersWhatItWas() {
        var order = given(List.of("created", "confirmed", "cancelled"));

        assertThat(order.created()).isEqualTo(CREATED);
        assertThat(order.confirmed()).isEqualTo(CONFIRMED);
        assertThat(order.cancelled()).isEqualTo(CANCELLED);
    }

    @ParameterizedTest(name = "{1} after {0}")
    @MethodSource
    void aHistoryThatWasNeverDecidedIsABug(List<String> history, OrderEvent event) {
        var order = given(history);

        assertThatIllegalStateException().isThrownBy(() -> order.evolve(event));
    }

    static Stream<Arguments> aHistoryThatWasNeverDecidedIsABug() {
        return Stream.of(
                arguments(List.of(), CONFIRMED),
                arguments(List.of("created"), CREATED),
                arguments(List.of("created"), REQUESTED),
                arguments(List.of("created", "confirmed", "requested"), REQUESTED),
                arguments(List.of("created", "confirmed"), CONFIRMED),
                arguments(List.of("created", "confirmed"), CREATED),
                arguments(List.of("cancelled"), CREATED),
                arguments(List.of("cancelled"), CONFIRMED),
                arguments(List.of("cancelled"), CANCELLED),
                arguments(List.of("created"), new CustomerRegistered("alice", "Alice")));
    }

    private static Order given(List<String> history) {
        var order = Order.none();
        for (var event : events(history)) {
            order = order.evolve(event);
        }
        return order;
    }

    private static List<OrderEvent> events(List<String> names) {
        return names.stream()
                .map(name -> switch (name) {
                    case "created" -> CREATED;
                    case "confirmed" -> CONFIRMED;
                    case "requested" -> REQUESTED;
                    case "cancelled by customer" -> CANCELLED_BY_CUSTOMER;
                    case "cancelled" -> CANCELLED;
                    default -> throw new IllegalArgumentException(name);
                })
                .toList();
    }

    private static OrderCommand commandOf(String name) {
        return switch (name) {
            case "create" -> CREATE;
            case "confirm" -> CONFIRM;
            case "request cancellation" -> REQUEST_CANCELLATION;
            case "cancel" -> CANCEL;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<OrderEvent> happened(Decision decision) {
        return ((Decision.Happened) decision).events();
    }
}
