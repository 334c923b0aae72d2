package dev.tandem.lock;

import dev.tandem.lock.core.Cleaning;
import dev.tandem.lock.core.LockQueries;
import dev.tandem.lock.core.LockTable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** Puts the locks together. */
@Configuration(proxyBeanMethods = false)
class LockConfiguration {

    @Bean
    LockTable lockTable(DataSource database) {
        return new LockTable(database);
    }

    @Bean
    LockQueries lockQueries(JdbcClient jdbc) {
        return new LockQueries(jdbc);
    }

    @Bean
    Housekeeping housekeeping(LockTable locks, JdbcClient jdbc) {
        return new Housekeeping(locks, new Cleaning(jdbc));
    }

    /** What has to happen now and then, and at the end. */
    static class Housekeeping {

        private final LockTable locks;
        private final Cleaning cleaning;

        Housekeeping(LockTable locks, Cleaning cleaning) {
            this.locks = locks;
            this.cleaning = cleaning;
        }

        @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
        void clean() {
            cleaning.clean();
        }

        /** Before the web server is asked to finish: it would wait for those who wait here. */
        @EventListener(ContextClosedEvent.class)
        void stopWaiting() {
            locks.stopWaiting();
        }
    }

    /** What an operator sets alarms on: many who wait, and many who wait in vain. */
    @Bean
    MeterBinder lockMeters(LockTable locks, LockQueries queries) {
        return meters -> {
            Gauge.builder("tandem.locks.held", queries, it -> it.count().held())
                    .description("Locks that somebody has")
                    .register(meters);
            Gauge.builder("tandem.locks.waiting", queries, it -> it.count().waiting())
                    .description("Callers who wait for a lock")
                    .register(meters);
            counter(meters, "granted", locks, it -> it.tally().granted());
            counter(meters, "refused", locks, it -> it.tally().refused());
            counter(meters, "abandoned", locks, it -> it.tally().abandoned());
        };
    }

    private static void counter(
            MeterRegistry meters, String outcome, LockTable locks, ToDoubleFunction<LockTable> count) {
        FunctionCounter.builder("tandem.locks.wishes", locks, count)
                .tag("outcome", outcome)
                .description("What became of those who wanted a lock")
                .register(meters);
    }
}
