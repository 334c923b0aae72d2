package dev.tandem.orchestrator.engine;

import dev.tandem.contracts.Topics;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.messaging.Reply;
import dev.tandem.messaging.Subscription;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.SagaDefinitions;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SagaProperties.class)
@EnableScheduling
class EngineConfiguration {

    /** Two definitions of one name and version are found here, when the service starts. */
    @Bean
    SagaDefinitions sagaDefinitions(List<Saga<?>> sagas) {
        return new SagaDefinitions(sagas);
    }

    @Bean
    Alarm sagaAlarm(SagaProperties properties) {
        return new Alarm(properties.timerInterval());
    }

    @Bean
    Invariant sagaHistoryTellsTheState(JdbcClient jdbc) {
        return Invariant.of("saga-history-tells-the-state", () -> SagaConsistency.violations(jdbc));
    }

    @Bean
    Subscription<Reply> sagaReplySubscription(SagaReplies handler) {
        return Subscription.commands(Topics.SAGA_REPLIES, Reply.class, handler);
    }
}
