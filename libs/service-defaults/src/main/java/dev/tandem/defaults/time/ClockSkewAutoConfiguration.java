package dev.tandem.defaults.time;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** For services with a database to compare clocks with. */
@AutoConfiguration(
        after = TimeAutoConfiguration.class,
        afterName = "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration")
@ConditionalOnBean(DataSource.class)
class ClockSkewAutoConfiguration {

    @Bean
    MeterBinder clockSkewGauge(DataSource database, Clock clock) {
        return meters -> Gauge.builder("tandem.clock.skew", new ClockSkew(database, clock), ClockSkew::seconds)
                .description("How far this machine's clock is ahead of the database's")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }
}
