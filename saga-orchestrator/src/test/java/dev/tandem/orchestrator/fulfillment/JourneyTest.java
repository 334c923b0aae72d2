package dev.tandem.orchestrator.fulfillment;

import dev.tandem.contracts.Topics;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole service on a real broker and a real database, with small participants; tests share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=saga-orchestrator", "tandem.instance=saga-orchestrator"})
@RealPostgres
@RealKafka(
        topics = {
            Topics.ORDER_COMMANDS,
            Topics.ORDER_EVENTS,
            Topics.PAYMENT_COMMANDS,
            Topics.INVENTORY_COMMANDS,
            Topics.SHIPPING_COMMANDS,
            Topics.SAGA_REPLIES
        })
@Import(Participants.class)
@interface JourneyTest {}
