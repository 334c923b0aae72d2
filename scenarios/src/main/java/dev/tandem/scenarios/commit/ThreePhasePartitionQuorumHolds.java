package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.util.List;

/** Guide, 'The Fundamental Truth': during a partition it chooses consistency, and the minority waits. */
public final class ThreePhasePartitionQuorumHolds implements Story {

    @Override
    public String name() {
        return "3pc-partition-quorum-holds";
    }

    @Override
    public String about() {
        return "The same partition under a quorum: three of four may decide, the fourth waits though it is in pre-commit, and all have the same in the end.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        var announced = round.announce();
        var partition = Partition.between(stage, List.of(Round.COORDINATOR, "order-service"), Partition.OTHERS);

        round.awaitBranches(announced.id(), "PRE_COMMITTED", List.of("order-service"));
        round.awaitBranches(announced.id(), "ABORTED", Partition.OTHERS);
        stage.tell("three of four have aborted; order-service is in pre-commit, and one of four decides nothing");
        assertThat(stage.coordination().branch("order-service", announced.id())).contains("PRE_COMMITTED");

        partition.heal();
        var transaction = round.awaitEnd(announced.id(), "ABORTED");
        assertThat(transaction.heuristic()).isNull();
        assertThat(announced.receipt().join().httpStatus()).isIn(409, 503);
        round.awaitAborted(announced.id(), "ABORTED");
        stage.tell("the coordinator has asked everybody: aborted, for all four");
    }
}
