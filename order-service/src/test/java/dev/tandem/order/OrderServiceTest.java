package dev.tandem.order;

import dev.tandem.contracts.Topics;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** The whole service on a port of its own, with a real database and a real broker; tests share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RealPostgres
@RealKafka(
        topics = {
            Topics.ORDER_COMMANDS,
            Topics.ORDER_EVENTS,
            Topics.PAYMENT_EVENTS,
            Topics.INVENTORY_EVENTS,
            Topics.SHIPPING_EVENTS,
            Topics.SAGA_REPLIES
        })
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=order-service",
            "tandem.orders.look-interval=100ms",
            "tandem.orders.choreography.look-interval=1h"
        })
public @interface OrderServiceTest {}
