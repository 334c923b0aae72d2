package dev.tandem.payment;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * payment-service: wallets on a double-entry ledger, and card payments through a gateway.
 *
 * <p>Read next: {@link PaymentCommands}, where money is asked for; {@link PaymentStatus}, the state machine;
 * {@link CardPayments}, where a gateway is asked that may not answer.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class PaymentApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PaymentApplication.class)
                .properties("spring.config.name=payment-service")
                .run(arguments);
    }
}
