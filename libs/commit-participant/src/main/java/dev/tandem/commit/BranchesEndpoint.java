package dev.tandem.commit;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/branches}: who waits for a decision, for how long, with how many locks, and who waits for it. */
@Endpoint(id = "branches")
class BranchesEndpoint {

    private final PreparedTransactions prepared;
    private final Branches branches;

    BranchesEndpoint(PreparedTransactions prepared, Branches branches) {
        this.prepared = prepared;
        this.branches = branches;
    }

    /** @param allowed how many the server allows at a time, in all its databases together */
    record Overview(int allowed, List<Branches.InDoubt> prepared) {}

    @ReadOperation
    Overview branches() {
        return new Overview(prepared.allowed(), branches.inDoubt());
    }
}
