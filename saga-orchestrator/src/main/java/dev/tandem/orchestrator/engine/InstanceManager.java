package dev.tandem.orchestrator.engine;

import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import dev.tandem.messaging.SagaStep;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.engine.SagaInstance.Identity;
import dev.tandem.orchestrator.machine.SagaInput;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import dev.tandem.orchestrator.machine.SagaInput.Instruction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Brings sagas into being and moves them: loads a batch, lets the state machine decide about each, sends the commands
 * that the new states call for, and saves all of it, in the transaction that is running. Either everything of a batch
 * happened, or nothing did.
 */
@Component
public class InstanceManager {

    private final SagaStore store;
    private final SagaHistory history;
    private final SagaObserver observer;
    private final Outbox outbox;
    private final Json json;
    private final Faults faults;

    InstanceManager(
            SagaStore store, SagaHistory history, SagaObserver observer, Outbox outbox, Json json, Faults faults) {
        this.store = store;
        this.history = history;
        this.observer = observer;
        this.outbox = outbox;
        this.json = json;
        this.faults = faults;
    }

    /** Starts sagas. One that exists already, for the same business key, stays as it is. */
    public void start(List<? extends Start<?>> starts) {
        if (starts.isEmpty()) {
            return;
        }
        var wanted = new LinkedHashMap<UUID, SagaInstance<?>>();
        starts.forEach(start -> wanted.put(start.sagaId(), begin(start)));
        faults.reach(FaultPoint.SAGA_BEFORE_PERSIST, wanted.values(), SagaInstance::businessKey);
        var inserted = store.insert(wanted.values());
        wanted.keySet().retainAll(inserted);
        faults.reachOnceCommitted(FaultPoint.SAGA_AFTER_PERSIST, wanted.values(), SagaInstance::businessKey);
        for (var start : starts) {
            var instance = wanted.get(start.sagaId());
            if (instance != null) {
                dispatch(instance, start.out());
            }
        }
        history.append(wanted.values().stream()
                .<HistoryEntry>mapMulti((instance, entries) -> {
                    entries.accept(HistoryEntry.started(instance));
                    instance.changes().forEach(change -> entries.accept(HistoryEntry.of(instance, change)));
                })
                .toList());
        observer.started(wanted.values());
    }

    /** Moves sagas by what came in, in this order; there may be several inputs for one saga. */
    void advance(List<Incoming> batch) {
        var ids = batch.stream().map(Incoming::sagaId).collect(Collectors.toSet());
        var instances = store.lock(ids).stream().collect(Collectors.toMap(SagaInstance::id, Function.identity()));
        faults.reach(FaultPoint.SAGA_AFTER_LOAD, instances.values(), SagaInstance::businessKey);
        for (var incoming : batch) {
            var instance = instances.get(incoming.sagaId());
            if (instance == null) {
                observer.unknown(incoming);
            } else {
                move(instance, incoming.input(), incoming.out());
            }
        }
        save(instances.values());
    }

    /** Moves some sagas whose time has come; returns how many. */
    int advanceDue(int limit) {
        return timeIsUp(store.lockDue(limit));
    }

    /** Moves that one if its time has come. */
    void advanceDue(UUID id) {
        timeIsUp(store.lockDue(id));
    }

    private int timeIsUp(List<SagaInstance<?>> due) {
        faults.reach(FaultPoint.SAGA_AFTER_LOAD, due, SagaInstance::businessKey);
        due.forEach(instance -> move(instance, instance.due(), outboxOf(instance)));
        save(due);
        return due.size();
    }

    /** Does to a saga what an operator says, unless its state forbids that. */
    Verdict instruct(UUID id, Instruction instruction) {
        var found = store.lock(List.of(id));
        if (found.isEmpty()) {
            return new Verdict.Unknown();
        }
        var instance = found.getFirst();
        if (!instance.take(instruction, json)) {
            return new Verdict.Forbidden(instance.state().status());
        }
        dispatch(instance, outboxOf(instance));
        save(found);
        return new Verdict.Done();
    }

    /** For what no message caused; it inherits from the saga's beginning. */
    private Consumer<Message> outboxOf(SagaInstance<?> instance) {
        return command -> outbox.send(command, instance.origin());
    }

    private <D> SagaInstance<D> begin(Start<D> start) {
        var identity = new Identity<>(start.sagaId(), start.saga(), start.businessKey(), start.origin());
        var instance = SagaInstance.begin(identity, start.data());
        var done = start.firstStep();
        if (done != null) {
            var step = new SagaStep(start.sagaId(), start.saga().step(0).name(), Phase.ACTION, 1);
            instance.take(new Answered(step, done), json);
        }
        return instance;
    }

    private void move(SagaInstance<?> instance, SagaInput input, Consumer<Message> out) {
        if (instance.take(input, json)) {
            dispatch(instance, out);
        } else {
            observer.ignored(instance, input);
        }
    }

    private static void dispatch(SagaInstance<?> instance, Consumer<Message> out) {
        CommandDispatcher.commandFor(instance).ifPresent(out);
    }

    private void save(Collection<SagaInstance<?>> instances) {
        var changed = instances.stream().filter(SagaInstance::isChanged).toList();
        if (changed.isEmpty()) {
            return;
        }
        faults.reach(FaultPoint.SAGA_BEFORE_PERSIST, changed, SagaInstance::businessKey);
        store.update(changed);
        faults.reachOnceCommitted(FaultPoint.SAGA_AFTER_PERSIST, changed, SagaInstance::businessKey);
        history.append(changed.stream()
                .flatMap(instance -> instance.changes().stream().map(change -> HistoryEntry.of(instance, change)))
                .toList());
        observer.moved(changed);
    }
}
