package dev.tandem.payment;

import dev.tandem.testsupport.RealPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service with a real database and the simulated gateway over HTTP, but without Kafka: a test hands its
 * messages to the handlers and sees what they send. Open card payments are carried out when the test says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            "spring.config.name=payment-service",
            "tandem.messaging.listen=false",
            "tandem.payment.worker.enabled=false",
            "resilience4j.retry.instances.payment-gateway.wait-duration=5ms",
            // A class full of orders with failing cards must not stop the next class's payments.
            "resilience4j.circuitbreaker.instances.payment-gateway.minimum-number-of-calls=1000",
            "resilience4j.circuitbreaker.instances.payment-gateway.sliding-window-size=1000"
        })
@ContextConfiguration(initializers = FreePort.class)
@Import({PaymentsUnderTest.class, SentMessages.class})
@RealPostgres
@interface PaymentServiceTest {}
