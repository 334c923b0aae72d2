package dev.tandem.order.flow;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders are watched.
 *
 * @param overdueAfter an event that an order waits for is overdue after this time; usually it takes milliseconds
 */
@ConfigurationProperties("tandem.orders.flow")
record FlowProperties(@DefaultValue("30s") Duration overdueAfter) {}
