package dev.tandem.commit.agreement;

/**
 * Somebody's claim to lead a group. Two may claim the same epoch, but no member promises it to both, so no two get a
 * majority for it.
 *
 * @param epoch whoever claims a higher one replaces whoever led before
 * @param leader the coordinator, or the member that leads in its place
 */
public record Claim(int epoch, String leader) {

    /** What all replicas of the coordinator are called: their log sees to it that each epoch is one's alone. */
    public static final String COORDINATOR = "saga-orchestrator";

    /** That of the coordinator that began the transaction: whoever votes yes has promised it. */
    public static final Claim FIRST = new Claim(1, COORDINATOR);

    /** Whether a member that has promised the other one may follow this one. */
    boolean mayFollow(Claim promised) {
        return epoch > promised.epoch || equals(promised);
    }
}
