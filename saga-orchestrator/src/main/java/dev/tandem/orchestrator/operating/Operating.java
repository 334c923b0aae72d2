package dev.tandem.orchestrator.operating;

import dev.tandem.defaults.correlation.Correlation;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.orchestrator.engine.Operator;
import dev.tandem.orchestrator.engine.Verdict.Done;
import dev.tandem.orchestrator.engine.Verdict.Forbidden;
import dev.tandem.orchestrator.engine.Verdict.Unknown;
import dev.tandem.orchestrator.machine.SagaInput.Audit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An operator's request, over HTTP or through the actuator. */
@Component
public class Operating {

    static final int LONGEST_NOTE = 1_000;
    static final int LONGEST_NAME = 100;

    private final Operator operator;

    Operating(Operator operator) {
        this.operator = operator;
    }

    /**
     * Carries it out, and leaves note and name in the saga's history.
     *
     * @throws Problem 400 without a note, 404 without such a saga, 409 if the saga's state forbids it
     */
    public void carryOut(UUID sagaId, Action action, String note, @Nullable String requestedBy) {
        check("note", note, LONGEST_NOTE);
        if (requestedBy != null) {
            check("requestedBy", requestedBy, LONGEST_NAME);
        }
        var audit = new Audit(note, requestedBy, Correlation.currentOrNew());
        switch (operator.instruct(sagaId, action.with(audit))) {
            case Done() -> {}
            case Unknown() -> throw Problem.notFound("saga", sagaId);
            case Forbidden(var status) ->
                throw Problem.of(
                                409,
                                "saga-state-forbids",
                                "Saga %s is %s: %s.".formatted(sagaId, status, action.when()))
                        .with("sagaStatus", status);
        }
    }

    private static void check(String field, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw Problem.invalid(field, "must have 1 to %d characters".formatted(longest));
        }
    }
}
