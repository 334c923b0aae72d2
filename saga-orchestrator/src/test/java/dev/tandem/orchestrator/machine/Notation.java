package dev.tandem.orchestrator.machine;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Request;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.machine.Pending.WaitsFor;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import dev.tandem.orchestrator.machine.SagaInput.Audit;
import dev.tandem.orchestrator.machine.SagaInput.Deadline;
import dev.tandem.orchestrator.machine.SagaInput.Overdue;
import dev.tandem.orchestrator.machine.SagaInput.Resolve;
import dev.tandem.orchestrator.machine.SagaInput.Retry;
import dev.tandem.orchestrator.machine.SagaInput.TimeIsUp;
import dev.tandem.orchestrator.machine.SagaInput.TurnBack;
import dev.tandem.orchestrator.machine.SagaState.Compensated;
import dev.tandem.orchestrator.machine.SagaState.Compensating;
import dev.tandem.orchestrator.machine.SagaState.Completed;
import dev.tandem.orchestrator.machine.SagaState.Failed;
import dev.tandem.orchestrator.machine.SagaState.Running;
import dev.tandem.orchestrator.machine.SagaState.Stuck;
import java.util.UUID;

/**
 * States and inputs as short words, so that a table of transitions can be read: {@code RUNNING pay 2} waits for the
 * answer to the second attempt at {@code pay}, {@code RUNNING pay 2 retry} for the moment of the third;
 * {@code undo pay 1 failed} is the answer to the first attempt to undo it. What an operator says ends in an exclamation
 * mark.
 */
final class Notation {

    /** Knows nothing. */
    record Nothing() {}

    /** Two steps that can be undone, the pivot, and one that cannot fail for good. */
    static final Saga<Nothing> SAGA = Saga.named("trip", 1, Nothing.class)
            .step(Notation.<Nothing>asking("book").undoneBy("unbook", (known, reason) -> reason))
            .step(Notation.<Nothing>asking("pay").undoneBy("refund", (known, reason) -> reason))
            .pivot(asking("leave"))
            .then(asking("arrive"))
            .build();

    private static final UUID ID = UUID.fromString("0190b5a0-0000-7000-8000-000000000001");

    static final Audit AUDIT = new Audit("because", "somebody", "test");

    private Notation() {}

    private static <D> Request<D> asking(String name) {
        return Request.<D>ask(name, "trips", known -> name).refusedAs("WHY");
    }

    static SagaState state(String text) {
        var words = text.split(" ");
        return switch (SagaStatus.valueOf(words[0])) {
            case RUNNING -> new Running(pending(words));
            case COMPENSATING -> new Compensating(pending(words), "WHY");
            case STUCK -> new Stuck(pending(words), "WHY");
            case COMPLETED -> new Completed();
            case COMPENSATED -> new Compensated("WHY");
            case FAILED -> new Failed("WHY");
        };
    }

    static String text(SagaState state) {
        return state.status() + state.position().map(Notation::text).orElse("");
    }

    private static String text(Pending at) {
        var place = " %s %d".formatted(SAGA.step(at.step()).name(), at.attempt());
        return at.waitsFor() == WaitsFor.RETRY ? place + " retry" : place;
    }

    static SagaInput input(String text) {
        return switch (text) {
            case "time is up" -> new TimeIsUp();
            case "overdue" -> new Overdue(Deadline.SAGA);
            case "retry!" -> new Retry(AUDIT);
            case "turn back!" -> new TurnBack(AUDIT);
            case "resolved!" -> new Resolve(AUDIT);
            case String undo
            when undo.startsWith("undo ") ->
                answer(Phase.COMPENSATION, undo.substring("undo ".length()).split(" "));
            case String action -> answer(Phase.ACTION, action.split(" "));
        };
    }

    private static SagaInput answer(Phase phase, String[] words) {
        var step = new SagaStep(ID, words[0], phase, Integer.parseInt(words[1]));
        var reply =
                switch (words[2]) {
                    case "succeeded" -> Reply.succeeded();
                    case "refused" -> new Reply.Refused("WHY", "because");
                    case "refused?" -> new Reply.Refused("WHAT", "for a reason that the definition does not know");
                    case "failed" -> new Reply.Failed("not now");
                    default -> throw new IllegalArgumentException(words[2]);
                };
        return new Answered(step, reply);
    }

    private static Pending pending(String[] words) {
        var waitsFor = words.length == 4 ? WaitsFor.RETRY : WaitsFor.REPLY;
        return new Pending(SAGA.indexOf(words[1]), Integer.parseInt(words[2]), waitsFor);
    }
}
