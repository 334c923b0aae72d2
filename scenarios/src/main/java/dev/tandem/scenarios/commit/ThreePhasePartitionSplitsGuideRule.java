package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.util.List;
import java.util.Map;

/** Guide, 'Network Partition Vulnerability (The Fatal Flaw)'. */
public final class ThreePhasePartitionSplitsGuideRule implements Story {

    @Override
    public String name() {
        return "3pc-partition-splits-guide-rule";
    }

    @Override
    public String about() {
        return "By the guide's rule one side of a partition commits and the other aborts: reported as mixed when it heals, and made good by an operator.";
    }

    @Override
    public void play(Stage stage) {
        stage.restartWith(Round.COORDINATOR, Map.of("TANDEM_COORDINATOR_TERMINATION", "guide"));
        var round = Round.ofThreePhases(stage);
        var announced = round.announce();
        var partition = Partition.between(stage, List.of(Round.COORDINATOR, "order-service"), Partition.OTHERS);

        round.awaitBranches(announced.id(), "COMMITTED", List.of("order-service"));
        stage.tell("order-service is in pre-commit, and commits: the order is confirmed");
        round.awaitBranches(announced.id(), "ABORTED", Partition.OTHERS);
        stage.tell("the others know of no pre-commit, and abort: nothing is paid, reserved or sent");

        partition.heal();
        var transaction = round.awaitEnd(announced.id(), "COMMITTED");
        assertThat(transaction.heuristic()).isEqualTo("MIXED");
        assertThat(stage.awaitEnd(announced.receipt().join().orderId()).isConfirmed())
                .isTrue();
        assertThat(stage.shop().payments(announced.id())).isEmpty();
        stage.tell("split, and the platform says so: MIXED");

        assertThat(stage.shop().cancel(announced.id())).isEqualTo(202);
        stage.awaitCancellationEnd(announced.id());
        assertThat(stage.coordination().acknowledge(announced.id(), "order cancelled"))
                .isEqualTo(200);
        stage.tell("the order is cancelled, and the outcome acknowledged");
    }
}
