package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.SagaDefinitions;
import dev.tandem.orchestrator.engine.SagaInstance.Change;
import dev.tandem.orchestrator.machine.SagaStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Numbers about sagas, by definition: how many began and ended how, how long they and their steps took, who is alive. */
@Component
final class SagaMeters {

    private static final String PREFIX = "tandem.saga.";

    private final MeterRegistry meters;

    SagaMeters(MeterRegistry meters, SagaDefinitions definitions, SagaStatistics statistics) {
        this.meters = meters;
        definitions.all().forEach(this::countFromZero);
        for (var status : SagaStatus.live()) {
            Gauge.builder(PREFIX + "live", statistics, it -> it.live(status))
                    .description("Sagas that have not ended")
                    .tag("status", lower(status))
                    .register(meters);
        }
        Gauge.builder(PREFIX + "overdue", statistics, SagaStatistics::overdue)
                .description("Running sagas past their deadline that cannot turn back any more")
                .register(meters);
        Gauge.builder(PREFIX + "stuck.age", statistics, SagaStatistics::longestStuckSeconds)
                .description("For how long the longest-stuck saga has been waiting for an operator")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(PREFIX + "oldest.age", statistics, SagaStatistics::oldestAgeSeconds)
                .description("Age of the oldest saga that has not ended")
                .baseUnit("seconds")
                .register(meters);
    }

    /** From zero on, so that whoever looks for a rise sees the first one. */
    private void countFromZero(Saga<?> saga) {
        for (var what : List.of("started", "completed", "compensated", "failed", "stuck", "refusals.unexpected")) {
            counter(what, saga).increment(0);
        }
    }

    void started(SagaInstance<?> saga) {
        counter("started", saga.saga()).increment();
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
            counter(lower(after), saga.saga()).increment();
        }
        if (saga.isUnexpectedRefusal(change.input())) {
            counter("refusals.unexpected", saga.saga()).increment();
        }
        if (after.isEnded()) {
            meters.timer(PREFIX + "duration", "definition", saga.saga().name(), "outcome", lower(after))
                    .record(saga.age().total());
        }
    }

    void ignored() {
        meters.counter(PREFIX + "inputs.ignored").increment();
    }

    private Counter counter(String what, Saga<?> saga) {
        return meters.counter(PREFIX + what, "definition", saga.name());
    }

    private static String lower(SagaStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
