package dev.tandem.eventstore;

import dev.tandem.contracts.Topics;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The whole service on a port of its own; tests share one, and keep to streams and types of their own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=event-store-service", "tandem.events.snapshots.every=10"})
@RealPostgres
@RealKafka(
        topics = {
            Topics.ORDER_EVENTS,
            Topics.PAYMENT_EVENTS,
            Topics.INVENTORY_EVENTS,
            Topics.SHIPPING_EVENTS,
            Topics.SHIPPING_EVENTS + ".dlt"
        })
@interface WholeService {}
