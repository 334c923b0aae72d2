package dev.tandem.orchestrator.engine;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start that was refused with what to do, instead of a page of stack trace. */
final class StrandedSagasAnalyzer extends AbstractFailureAnalyzer<StrandedSagas> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StrandedSagas cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Deploy what ran before, with the new plan as a new version beside the old one; take the old one out when"
                        + " its last saga has ended.",
                cause);
    }
}
