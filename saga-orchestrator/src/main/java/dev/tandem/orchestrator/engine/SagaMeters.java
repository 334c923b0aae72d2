package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.engine.SagaInstance.Change;
import dev.tandem.orchestrator.machine.SagaStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Numbers about sagas, by definition: how many began and ended how, how long they and their steps took, who is alive. */
@Component
final class SagaMeters {

    private static final String PREFIX = "tandem.saga.";

    private final MeterRegistry meters;

    SagaMeters(MeterRegistry meters, SagaStatistics statistics) {
        this.meters = meters;
        for (var status : SagaStatus.live()) {
            Gauge.builder(PREFIX + "live", statistics, it -> it.live(status))
                    .description("Sagas that have not ended")
                    .tag("status", lower(status))
                    .register(meters);
        }
        Gauge.builder(PREFIX + "oldest.age", statistics, SagaStatistics::oldestAgeSeconds)
                .description("Age of the oldest saga that has not ended")
                .baseUnit("seconds")
                .register(meters);
    }

    void started(SagaInstance<?> saga) {
        count("started", saga);
    }

    void changed(SagaInstance<?> saga, Change change) {
        var before = change.before().status();
        var after = change.after().status();
        if (!saga.stepAt(change.before()).equals(saga.stepAt(change.after())) || before != after) {
            meters.timer(
                            PREFIX + "step.duration",
                            "definition",
                            saga.saga().name(),
                            "step",
                            saga.stepAt(change.before()).orElse("none"),
                            "phase",
                            before == SagaStatus.RUNNING ? "action" : "compensation")
                    .record(saga.age().atStep());
        }
        if (before != after && (after.isEnded() || after == SagaStatus.STUCK)) {
            count(lower(after), saga);
        }
        if (after.isEnded()) {
            meters.timer(PREFIX + "duration", "definition", saga.saga().name(), "outcome", lower(after))
                    .record(saga.age().total());
        }
    }

    void ignored() {
        meters.counter(PREFIX + "inputs.ignored").increment();
    }

    private void count(String what, SagaInstance<?> saga) {
        meters.counter(PREFIX + what, "definition", saga.saga().name()).increment();
    }

    private static String lower(SagaStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
