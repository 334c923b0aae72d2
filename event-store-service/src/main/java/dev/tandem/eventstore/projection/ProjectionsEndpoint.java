package dev.tandem.eventstore.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** How the projections are, for operators; and how far they lag, as gauges to set alarms on. */
@Component
@Endpoint(id = "projections")
class ProjectionsEndpoint implements MeterBinder {

    private final Operating operating;
    private final List<Projection> projections;

    ProjectionsEndpoint(Operating operating, List<Projection> projections) {
        this.operating = operating;
        this.projections = projections;
    }

    @ReadOperation
    List<ProjectionView> projections() {
        return operating.all();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (var projection : projections) {
            Gauge.builder(
                            "tandem.projection.lag",
                            () -> operating.look(projection).lag())
                    .description("Events of the log that the view does not contain yet")
                    .tag("projection", projection.name())
                    .register(meters);
            Gauge.builder(
                            "tandem.projection.failed",
                            () -> operating.look(projection).failure() == null ? 0 : 1)
                    .description("Whether it stands still because of an event that cannot be projected")
                    .tag("projection", projection.name())
                    .register(meters);
        }
    }
}
