package dev.tandem.locks.job;

import dev.tandem.locks.Locks;
import dev.tandem.locks.LocksAutoConfiguration;
import dev.tandem.locks.guard.FencingGuard;
import dev.tandem.locks.guard.GuardAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** For a service that takes locks and has a database to guard. */
@AutoConfiguration(after = {LocksAutoConfiguration.class, GuardAutoConfiguration.class})
@ConditionalOnBean({Locks.class, FencingGuard.class})
class JobAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    OneReplica oneReplica(Locks locks, FencingGuard guard) {
        return new OneReplica(locks, guard);
    }
}
