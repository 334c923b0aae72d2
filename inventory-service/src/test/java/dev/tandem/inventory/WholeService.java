package dev.tandem.inventory;

import dev.tandem.contracts.Topics;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The service as it runs, on real servers; its tests share one. Nothing expires by itself while they run. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=inventory-service", "tandem.inventory.reservation.sweep-interval=1h"})
@RealPostgres
@RealKafka(
        topics = {
            Topics.INVENTORY_COMMANDS,
            Topics.INVENTORY_EVENTS,
            Topics.ORDER_EVENTS,
            Topics.PAYMENT_EVENTS,
            Topics.SHIPPING_EVENTS,
            Topics.SAGA_REPLIES
        })
@interface WholeService {}
