package dev.tandem.orchestrator.machine;

import static dev.tandem.orchestrator.machine.Notation.AUDIT;
import static dev.tandem.orchestrator.machine.Notation.SAGA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Step;
import dev.tandem.orchestrator.machine.Pending.WaitsFor;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import dev.tandem.orchestrator.machine.SagaInput.Deadline;
import dev.tandem.orchestrator.machine.SagaInput.Overdue;
import dev.tandem.orchestrator.machine.SagaInput.Resolve;
import dev.tandem.orchestrator.machine.SagaInput.Retry;
import dev.tandem.orchestrator.machine.SagaInput.TimeIsUp;
import dev.tandem.orchestrator.machine.SagaInput.TurnBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The machine among participants that refuse, fail with and without effect, and forget what they refused, over a network
 * that delays, doubles, reorders and loses, with deadlines that pass and operators who interfere at any moment. However
 * it goes, the saga ends, and what is in force then, and after the
 * last late message, is all of it or nothing. A seed says all about a run; the one that fails is printed.
 */
class SagaSimulationTest {

    private static final int RUNS = 20_000;

    @Test
    void howeverMessagesFareEverySagaEndsWithAllOrNothingInForce() {
        for (var seed = 0L; seed < RUNS; seed++) {
            new World(seed).run();
        }
    }

    /** What a participant knows of one saga's step. */
    private enum Effect {
        NONE,
        IN_FORCE,
        CANCELLED,
        REFUSED_FOR_GOOD
    }

    private static final class World {

        private final long seed;
        private final Random random;
        private final UUID id;
        private final Map<String, Effect> effects = new HashMap<>();
        private final Map<SagaStep, Reply> inbox = new HashMap<>();
        private final List<SagaStep> commands = new ArrayList<>();
        private final List<Answered> answers = new ArrayList<>();
        private final List<String> journal = new ArrayList<>();
        private final List<Integer> undone = new ArrayList<>();
        private SagaState state = SagaState.beginning();
        private boolean calm;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.id = new UUID(0, seed);
        }

        void run() {
            send();
            for (var tick = 0; !state.status().isEnded(); tick++) {
                calm = tick > 200; // at last everybody is well again
                if (tick > 2_000) {
                    broken("does not end");
                }
                this.tick();
            }
            calm = true;
            while (!commands.isEmpty() || !answers.isEmpty()) {
                this.tick();
            }
            check();
        }

        private void tick() {
            switch (random.nextInt(3)) {
                case 0 -> {
                    if (!commands.isEmpty()) {
                        carryOut(take(commands));
                    }
                }
                case 1 -> {
                    if (!answers.isEmpty()) {
                        hear(take(answers));
                    }
                }
                default -> {
                    if ((commands.isEmpty() && answers.isEmpty()) || random.nextInt(4) == 0) {
                        hear(new TimeIsUp());
                    }
                }
            }
            if (calm ? state instanceof SagaState.Stuck : random.nextInt(30) == 0) {
                hear(whatAnOperatorSays());
            }
            if (!calm && random.nextInt(100) == 0) {
                hear(new Overdue(Deadline.SAGA));
            }
        }

        /** Who says that a compensation is done by hand has done it before saying so. */
        private SagaInput whatAnOperatorSays() {
            return switch (random.nextInt(4)) {
                case 0 -> new TurnBack(AUDIT);
                case 1 -> {
                    if (state instanceof SagaState.Stuck(var at, var _)) {
                        effects.put(SAGA.step(at.step()).name(), Effect.CANCELLED);
                    }
                    yield new Resolve(AUDIT);
                }
                default -> new Retry(AUDIT);
            };
        }

        /** Any message, not just the oldest; and it may come again. */
        private <T> T take(List<T> messages) {
            var index = random.nextInt(messages.size());
            var again = !calm && random.nextInt(4) == 0;
            return again ? messages.get(index) : messages.remove(index);
        }

        private void hear(SagaInput input) {
            var before = state;
            state = StateMachine.next(SAGA, state, input);
            journal.add("%s on %s becomes %s".formatted(Notation.text(before), input, Notation.text(state)));
            if (!state.equals(before)) {
                if (before.status() != SagaStatus.RUNNING && state.status() == SagaStatus.RUNNING) {
                    broken("turned round twice");
                }
                if (before instanceof SagaState.Running(var at)
                        && SAGA.step(at.step()) instanceof Step.Retriable
                        && state.status() == SagaStatus.COMPENSATING) {
                    broken("turned back after the pivot");
                }
                send();
            }
        }

        private void send() {
            switch (state) {
                case SagaState.Running(var at) when at.waitsFor() == WaitsFor.REPLY -> post(step(at, Phase.ACTION));
                case SagaState.Compensating(var at, var _)
                when at.waitsFor() == WaitsFor.REPLY -> {
                    if (at.attempt() == 1) {
                        if (!undone.isEmpty() && undone.getLast() != at.step() + 1) {
                            broken("undoes out of order");
                        }
                        undone.add(at.step());
                    }
                    post(step(at, Phase.COMPENSATION));
                }
                default -> {}
            }
        }

        private void post(SagaStep command) {
            if (calm || random.nextInt(10) > 0) {
                commands.add(command);
            }
        }

        private SagaStep step(Pending at, Phase phase) {
            return new SagaStep(id, SAGA.step(at.step()).name(), phase, at.attempt());
        }

        private void carryOut(SagaStep command) {
            var reply = inbox.get(command);
            if (reply == null) {
                reply = handle(command);
                if (!(reply instanceof Reply.Failed)) { // a dead letter, which may be replayed
                    inbox.put(command, reply);
                }
            }
            journal.add("%s is answered %s, now %s".formatted(command, reply, effects.get(command.step())));
            if (calm || random.nextInt(10) > 0) {
                answers.add(new Answered(command, reply));
            }
        }

        private Reply handle(SagaStep command) {
            return switch (command.phase()) {
                case ACTION -> act(command.step(), effects.getOrDefault(command.step(), Effect.NONE));
                case COMPENSATION -> compensate(command.step());
            };
        }

        private Reply act(String step, Effect effect) {
            return switch (effect) {
                case IN_FORCE -> Reply.succeeded();
                case CANCELLED, REFUSED_FOR_GOOD -> refused();
                case NONE -> actFirst(step);
            };
        }

        private Reply actFirst(String step) {
            var pivot = SAGA.step(SAGA.indexOf(step)) instanceof Step.Pivot;
            return switch (calm ? 9 : random.nextInt(10)) {
                case 0, 1 -> {
                    if (pivot) {
                        effects.put(step, Effect.REFUSED_FOR_GOOD);
                    }
                    yield refused(); // and, unless it is the pivot, forgotten: the next attempt may succeed
                }
                case 2 -> failed();
                case 3 -> {
                    effects.put(step, Effect.IN_FORCE);
                    yield failed();
                }
                default -> {
                    effects.put(step, Effect.IN_FORCE);
                    yield Reply.succeeded();
                }
            };
        }

        private Reply compensate(String step) {
            return switch (calm ? 9 : random.nextInt(10)) {
                case 0, 1 -> failed();
                case 2 -> refused();
                default -> {
                    effects.put(step, Effect.CANCELLED);
                    yield Reply.succeeded();
                }
            };
        }

        private static Reply refused() {
            return new Reply.Refused("WHY", "because");
        }

        private static Reply failed() {
            return new Reply.Failed("not now");
        }

        private void check() {
            for (var step : SAGA.steps()) {
                var inForce = effects.get(step.name()) == Effect.IN_FORCE;
                if (inForce != (state instanceof SagaState.Completed)) {
                    broken("%s is %s".formatted(step.name(), inForce ? "in force" : "missing"));
                }
            }
            assertThat(state.status().isEnded()).isTrue();
        }

        private void broken(String what) {
            fail("seed %d: %s in %s%n%s".formatted(seed, what, Notation.text(state), String.join("\n", journal)));
        }
    }
}
