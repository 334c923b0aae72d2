package dev.tandem.commit;

/** A branch's answer to 'can you commit?' */
public sealed interface Vote {

    /** It can, whatever happens from now on. */
    record Yes() implements Vote {}

    /**
     * It cannot, and has changed nothing.
     *
     * @param reason a stable upper-case code
     * @param detail one sentence for people
     */
    record No(String reason, String detail) implements Vote {}

    /**
     * It had only to look, and does not care how the transaction ends: it is released at once and hears nothing more.
     * Whatever it did write is rolled back. Sound only if it looked at nothing that must stay so until the end, because
     * its locks are gone with its vote.
     */
    record ReadOnly() implements Vote {}

    static Vote yes() {
        return new Yes();
    }

    static Vote no(String reason, String detail) {
        return new No(reason, detail);
    }

    static Vote readOnly() {
        return new ReadOnly();
    }
}
