package dev.tandem.orchestrator.engine;

/** This deployment lacks a plan that sagas are following; says which. */
final class StrandedSagas extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StrandedSagas(String message) {
        super(message);
    }
}
