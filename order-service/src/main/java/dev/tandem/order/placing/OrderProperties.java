package dev.tandem.order.placing;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders are taken.
 *
 * @param sagaDefinitions the saga orchestrator's definitions that a customer may choose from
 * @param longestWait how long a request may wait for its order to end, whatever it asks for
 * @param lookInterval how often to look for orders that somebody waits for and another replica finished
 */
@ConfigurationProperties("tandem.orders")
record OrderProperties(
        @DefaultValue({"order-fulfillment", "order-fulfillment-reserve-first"})
        List<String> sagaDefinitions,

        @DefaultValue("30s") Duration longestWait,
        @DefaultValue("500ms") Duration lookInterval) {}
