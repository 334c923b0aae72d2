package dev.tandem.order.choreography;

import static dev.tandem.contracts.Coordination.SAGA_CHOREOGRAPHED;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.shipping.ShippingEvent;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What decides about an order when nobody tells order-service what to do. */
@Configuration(proxyBeanMethods = false)
class ChoreographySubscriptions {

    @Bean
    Subscription<PaymentEvent> choreographyOfPayments(FollowingOrders orders) {
        return Subscription.events(Topics.PAYMENT_EVENTS, PaymentEvent.class, orders.by(Progress::on))
                .as("choreography")
                .only(List.of(PaymentCompleted.class, PaymentFailed.class, PaymentRefunded.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }

    @Bean
    Subscription<InventoryEvent> choreographyOfInventory(FollowingOrders orders) {
        return Subscription.events(Topics.INVENTORY_EVENTS, InventoryEvent.class, orders.by(Progress::on))
                .as("choreography")
                .only(List.of(InventoryReservationConfirmed.class, InventoryReservationFailed.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }

    @Bean
    Subscription<ShippingEvent> choreographyOfShipments(FollowingOrders orders) {
        return Subscription.events(Topics.SHIPPING_EVENTS, ShippingEvent.class, orders.by(Progress::on))
                .as("choreography")
                .only(List.of(ShipmentCreated.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }
}
