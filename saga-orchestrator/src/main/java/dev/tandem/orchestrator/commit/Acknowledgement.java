package dev.tandem.orchestrator.commit;

/** What came back after a participant was told the decision. */
sealed interface Acknowledgement {

    /** The branch has ended so: as decided, or otherwise by somebody's hand. */
    record Ended(BranchRecord.State state) implements Acknowledgement {}

    /** The participant follows somebody who has taken the transaction over, in this epoch or a higher one. */
    record Replaced(int by) implements Acknowledgement {}

    /** Nobody knows: ask again. */
    record Silence(String why) implements Acknowledgement {}
}
