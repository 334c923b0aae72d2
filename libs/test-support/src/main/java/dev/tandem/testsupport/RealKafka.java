package dev.tandem.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the Spring context of a test a real Kafka broker: sets {@code spring.kafka.bootstrap-servers}.
 *
 * <p>The broker is {@link KafkaServer#shared()}, so topics outlive a context. Two contexts whose listeners share a group
 * would share its messages too: close the first with {@code @DirtiesContext}, or let them use one context.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RealKafka {

    /** Topics to create, if they are not there yet, before the context starts. */
    String[] topics() default {};

    /** Partitions of each of these topics. */
    int partitions() default 2;
}
