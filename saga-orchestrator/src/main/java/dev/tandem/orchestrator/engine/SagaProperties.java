package dev.tandem.orchestrator.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param timerInterval how often each replica looks for due sagas that it was not told of
 * @param timerBatch how many due sagas are moved in one transaction
 * @param postponement how long a due saga waits that cannot be moved because of a bug
 * @param retention how long ended sagas and their histories are kept; longer than the broker can deliver an event again,
 *     because a saga that is forgotten can be begun again
 * @param statisticsAge how old the numbers behind the gauges may be
 */
@ConfigurationProperties("tandem.saga")
record SagaProperties(
        @DefaultValue("1s") Duration timerInterval,
        @DefaultValue("200") int timerBatch,
        @DefaultValue("30s") Duration postponement,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("5s") Duration statisticsAge) {}
