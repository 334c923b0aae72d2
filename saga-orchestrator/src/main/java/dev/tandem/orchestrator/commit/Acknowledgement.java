package dev.tandem.orchestrator.commit;

/** What came back after a participant was told the decision. */
sealed interface Acknowledgement {

    /** The branch has ended so: as decided, or otherwise by somebody's hand. */
    record Ended(BranchRecord.State state) implements Acknowledgement {}

    /** The participant has heard from another coordinator, who has taken the transaction over. */
    record Replaced() implements Acknowledgement {}

    /** Nobody knows: ask again. */
    record Silence(String why) implements Acknowledgement {}
}
