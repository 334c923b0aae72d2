package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import java.sql.SQLException;

/** Guide, 'When to use 2PC despite limitations': with manual intervention procedures, and what they can do to it. */
public final class TwoPhaseBranchRolledBackByHand implements Story {

    @Override
    public String name() {
        return "2pc-branch-rolled-back-by-hand";
    }

    @Override
    public String about() {
        return "Somebody rolls a prepared branch back with psql, against the decision: reported as mixed, until an operator has made it good and says so.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm(Round.COORDINATOR, Fault.crashAt("coordinator.after-decision"));
        var receipt = round.place();
        stage.awaitDeath(Round.COORDINATOR);
        rollBack(stage, "tandem:local:payment-service:" + receipt.orderId());
        stage.tell("somebody has enough of waiting, and rolls the payment back");

        stage.start(Round.COORDINATOR);
        var transaction = round.awaitEnd(receipt.orderId(), "COMMITTED");
        assertThat(transaction.heuristic()).isEqualTo("MIXED");
        assertThat(stage.shop().payments(receipt.orderId())).isEmpty();
        assertThat(stage.awaitEnd(receipt.orderId()).isConfirmed()).isTrue();
        stage.tell("a confirmed order that nobody has paid for: MIXED");

        assertThat(stage.shop().cancel(receipt.orderId())).isEqualTo(202);
        stage.awaitCancellationEnd(receipt.orderId());
        assertThat(stage.coordination().acknowledge(receipt.orderId(), "order cancelled"))
                .isEqualTo(200);
        stage.tell("the order is cancelled, and the outcome acknowledged");
    }

    private static void rollBack(Stage stage, String gid) {
        try (var connection = stage.connect("payments");
                var statement = connection.createStatement()) {
            statement.execute("ROLLBACK PREPARED '%s'".formatted(gid));
        } catch (SQLException e) {
            throw new AssertionError("nothing to roll back by hand", e);
        }
    }
}
