package dev.tandem.orchestrator.engine;

import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Reply.Refused;
import dev.tandem.messaging.Reply.Succeeded;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Keeping;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.machine.Age;
import dev.tandem.orchestrator.machine.Pending;
import dev.tandem.orchestrator.machine.SagaClock;
import dev.tandem.orchestrator.machine.SagaInput;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import dev.tandem.orchestrator.machine.SagaState;
import dev.tandem.orchestrator.machine.StateMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A saga in the hands of one transaction: its row, and what has happened to it since the row was read. Each change
 * counts the version up by one.
 */
final class SagaInstance<D> {

    /** What does not change while a saga lives. */
    record Identity<D>(UUID id, Saga<D> saga, String businessKey, Origin origin) {}

    /** One step of the state machine. */
    record Change(int version, SagaState before, SagaInput input, SagaState after) {}

    private final Identity<D> identity;
    private final int versionRead;
    private final Age age;
    private SagaState state;
    private D data;
    private final List<Change> changes = new ArrayList<>(2);

    SagaInstance(Identity<D> identity, int versionRead, Age age, SagaState state, D data) {
        this.identity = identity;
        this.versionRead = versionRead;
        this.age = age;
        this.state = state;
        this.data = data;
    }

    /** A saga that asks its first step. Its beginning is version 1. */
    static <D> SagaInstance<D> begin(Identity<D> identity, D data) {
        return new SagaInstance<>(identity, 1, Age.NEW, SagaState.beginning(), data);
    }

    /** Lets the state machine decide. Returns false, and has changed nothing, if the input means nothing any more. */
    boolean take(SagaInput input, Keeping.Reader reader) {
        var next = StateMachine.next(saga(), state, input);
        if (next.equals(state)) {
            return false;
        }
        if (input instanceof Answered(var to, Succeeded(var answer)) && to.phase() == Phase.ACTION) {
            var step = saga().step(saga().indexOf(to.step()));
            data = step.request().keeping().keep(data, answer, reader);
        }
        changes.add(new Change(version() + 1, state, input, next));
        state = next;
        return true;
    }

    UUID id() {
        return identity.id();
    }

    Saga<D> saga() {
        return identity.saga();
    }

    String businessKey() {
        return identity.businessKey();
    }

    Origin origin() {
        return identity.origin();
    }

    Age age() {
        return age;
    }

    SagaState state() {
        return state;
    }

    D data() {
        return data;
    }

    int versionRead() {
        return versionRead;
    }

    int version() {
        return versionRead + changes.size();
    }

    boolean isChanged() {
        return !changes.isEmpty();
    }

    List<Change> changes() {
        return changes;
    }

    /** The name of the step at a position, or nothing once the saga has ended. */
    Optional<String> stepAt(SagaState somewhere) {
        return somewhere.position().map(Pending::step).map(saga()::step).map(step -> step.name());
    }

    /** Whether somebody refused a step for a reason that its definition does not know, which people should look at. */
    boolean isUnexpectedRefusal(SagaInput input) {
        return input instanceof Answered(var to, Refused(var reason, var _))
                && to.phase() == Phase.ACTION
                && !saga().step(saga().indexOf(to.step()))
                        .request()
                        .permanentErrors()
                        .contains(reason);
    }

    /** After how long it moves by itself. */
    Optional<Duration> wakesAfter() {
        return SagaClock.wakesAfter(saga(), state, isWhereItWas() ? age : age.atNewStep(), id());
    }

    /** What it means that its time has come; asked before anything else happened to it. */
    SagaInput due() {
        return SagaClock.due(saga(), state, age);
    }

    private boolean isWhereItWas() {
        if (changes.isEmpty()) {
            return true;
        }
        var before = changes.getFirst().before();
        return before.status() == state.status() && stepAt(before).equals(stepAt(state));
    }
}
