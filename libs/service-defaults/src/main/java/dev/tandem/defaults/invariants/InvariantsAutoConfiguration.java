package dev.tandem.defaults.invariants;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Collects the service's {@link Invariant} beans behind one endpoint. */
@AutoConfiguration
class InvariantsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    InvariantsEndpoint invariantsEndpoint(ObjectProvider<Invariant> invariants, Clock clock) {
        return new InvariantsEndpoint(invariants.stream().toList(), clock);
    }
}
