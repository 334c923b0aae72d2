package dev.tandem.order.choreography;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long orders are waited for that nobody conducts.
 *
 * @param deadline after this time an order that is still pending is cancelled; long enough for a service to be restarted
 * @param lookInterval pause between two looks for orders whose time is up
 * @param batch how many are cancelled in one transaction
 */
@ConfigurationProperties("tandem.orders.choreography")
record ChoreographyProperties(
        @DefaultValue("2m") Duration deadline,
        @DefaultValue("1s") Duration lookInterval,
        @DefaultValue("100") int batch) {

    ChoreographyProperties {
        if (!deadline.isPositive() || batch <= 0) {
            throw new IllegalArgumentException("deadline and batch must be positive");
        }
    }

    double deadlineSeconds() {
        return deadline.toMillis() / 1000.0;
    }
}
