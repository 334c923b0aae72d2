package dev.tandem.scenarios.saga;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;

/**
 * Crashes at generated points: for each seed, every service is to die at a point and hit that the seed chooses, while
 * orders that the seed chooses are under way. All five at once, because bringing a service back is what takes the time.
 */
public final class SagaCrashPoints implements Story {

    @Override
    public String name() {
        return "saga-crash-points";
    }

    @Override
    public String about() {
        return "Each service dies at a point that a seed chooses (--seed, --count): every order ends as it should.";
    }

    @Override
    public void play(Stage stage) {
        var options = stage.options();
        var crashes = 0;
        for (var seed = options.seed(); seed < options.seed() + options.count(); seed++) {
            crashes += play(stage, CrashPlan.of(seed));
        }
        stage.tell("%d crashes in %d seeds".formatted(crashes, options.count()));
    }

    private static int play(Stage stage, CrashPlan plan) {
        stage.tell("seed %d: %s".formatted(plan.seed(), plan));
        try {
            plan.crashes().forEach(stage::arm);
            int died;
            try (var revival = stage.reviving();
                    var traffic = stage.traffic(plan.orders())) {
                traffic.checkAllEndWell();
                stage.clearFaults();
                stage.checkSettled(traffic.accepted());
                died = revival.died().size();
            }
            stage.tell("%d of %d services reached their point and died"
                    .formatted(died, plan.crashes().size()));
            return died;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed %d fails: %s%nAgain: ./tandem scenario run saga-crash-points --seed %d --count 1"
                            .formatted(plan.seed(), e.getMessage(), plan.seed()),
                    e);
        }
    }
}
