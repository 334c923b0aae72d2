package dev.tandem.orchestrator.fulfillment;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryCommand.ConfirmReservation;
import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.inventory.ReservationReceipt;
import dev.tandem.contracts.order.OrderAccepted;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderCommand.RequestCancellation;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentCommand.RefundPayment;
import dev.tandem.contracts.payment.PaymentReceipt;
import dev.tandem.contracts.shipping.ShipmentReceipt;
import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.contracts.shipping.ShippingCommand.CancelShipment;
import dev.tandem.contracts.shipping.ShippingCommand.CreateShipment;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Reply;
import dev.tandem.messaging.Subscription;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The four business services, as small as can be: they say yes, unless the customer or the address is peculiar. */
@TestConfiguration
class Participants {

    /** Whose wallet is empty. */
    static final String POOR = "poor";

    /** Where no parcel goes. */
    static final String ANTARCTICA = "AQ";

    private final Map<UUID, List<String>> asked = new ConcurrentHashMap<>();

    /** What was asked about an order, in the order of asking. */
    List<String> asked(UUID orderId) {
        return asked.getOrDefault(orderId, List.of());
    }

    @Bean
    Subscription<OrderCommand> orderService() {
        return Subscription.commands(Topics.ORDER_COMMANDS, OrderCommand.class, batch -> {
            batch.forEach(Participants::tell);
            answer(batch, OrderCommand::orderId, command -> switch (command) {
                case CreateOrder order ->
                    Reply.succeeded(new OrderAccepted(order.orderId(), new BigDecimal("50.00"), "EUR"));
                case ConfirmOrder _, RequestCancellation _, CancelOrder _ -> Reply.succeeded();
            });
        });
    }

    /** Events are published whatever coordinates the order, even to the saga that has just created it. */
    private static void tell(Delivery<OrderCommand> delivery) {
        if (delivery.body() instanceof CreateOrder order) {
            var lines = order.items().stream()
                    .map(item -> new PricedLine(item.sku(), item.quantity(), new BigDecimal("25.00")))
                    .toList();
            var created = new OrderCreated(
                    order.orderId(),
                    order.customerId(),
                    lines,
                    new BigDecimal("50.00"),
                    "EUR",
                    order.payment(),
                    order.shippingAddress(),
                    order.coordination(),
                    order.sagaDefinition());
            delivery.send(Message.event(Topics.ORDER_EVENTS, order.orderId(), created));
        }
    }

    @Bean
    Subscription<PaymentCommand> paymentService() {
        return Subscription.commands(
                Topics.PAYMENT_COMMANDS,
                PaymentCommand.class,
                batch -> answer(batch, PaymentCommand::orderId, command -> switch (command) {
                    case ProcessPayment payment
                    when payment.customerId().equals(POOR) ->
                        new Reply.Refused("INSUFFICIENT_FUNDS", "there is nothing in the wallet");
                    case ProcessPayment _ -> Reply.succeeded(new PaymentReceipt(Ids.next()));
                    case RefundPayment _ -> Reply.succeeded();
                }));
    }

    @Bean
    Subscription<InventoryCommand> inventoryService() {
        return Subscription.commands(
                Topics.INVENTORY_COMMANDS,
                InventoryCommand.class,
                batch -> answer(batch, InventoryCommand::orderId, command -> switch (command) {
                    case ReserveInventory _ -> Reply.succeeded(new ReservationReceipt(Ids.next()));
                    case ConfirmReservation _, ReleaseInventory _ -> Reply.succeeded();
                }));
    }

    @Bean
    Subscription<ShippingCommand> shippingService() {
        return Subscription.commands(
                Topics.SHIPPING_COMMANDS,
                ShippingCommand.class,
                batch -> answer(batch, ShippingCommand::orderId, command -> switch (command) {
                    case CreateShipment shipment
                    when shipment.address().country().equals(ANTARCTICA) ->
                        new Reply.Refused("UNDELIVERABLE_ADDRESS", "nobody lives there");
                    case CreateShipment _ -> Reply.succeeded(new ShipmentReceipt(Ids.next()));
                    case CancelShipment _ -> Reply.succeeded();
                }));
    }

    private <C> void answer(List<Delivery<C>> batch, Function<C, UUID> orderId, Function<C, Reply> reply) {
        for (var delivery : batch) {
            var command = delivery.body();
            asked.computeIfAbsent(orderId.apply(command), id -> new CopyOnWriteArrayList<>())
                    .add(command.getClass().getSimpleName());
            delivery.reply(reply.apply(command));
        }
    }
}
