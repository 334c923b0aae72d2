package dev.tandem.shipping;

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
            Topics.SHIPPING_COMMANDS,
            Topics.SHIPPING_EVENTS,
            Topics.ORDER_EVENTS,
            Topics.INVENTORY_EVENTS,
            Topics.SAGA_REPLIES
        })
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=shipping-service",
            "spring.jpa.properties.hibernate.generate_statistics=true",
            "spring.jpa.properties.hibernate.session.events.log=false"
        })
@interface ShippingServiceTest {}
