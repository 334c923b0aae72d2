package dev.tandem.payment;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.messaging.Subscription;
import dev.tandem.payment.ledger.OpeningWallets;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What payment-service listens to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerProperties.class)
class PaymentSubscriptions {

    @Bean
    Subscription<PaymentCommand> paymentCommandSubscription(PaymentCommands handler) {
        return Subscription.commands(Topics.PAYMENT_COMMANDS, PaymentCommand.class, handler);
    }

    @Bean
    Subscription<CustomerRegistered> registeredCustomerSubscription(OpeningWallets handler) {
        return Subscription.events(Topics.ORDER_EVENTS, CustomerRegistered.class, handler);
    }
}
