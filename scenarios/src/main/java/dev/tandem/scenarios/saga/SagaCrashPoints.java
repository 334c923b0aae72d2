package dev.tandem.scenarios.saga;

import dev.tandem.scenarios.Revival;
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
        try (var revival = stage.reviving()) {
            for (var seed = options.seed(); seed < options.seed() + options.count(); seed++) {
                play(stage, CrashPlan.of(seed), revival);
            }
            stage.tell("%d crashes in %d seeds".formatted(revival.died().size(), options.count()));
        }
    }

    private static void play(Stage stage, CrashPlan plan, Revival revival) {
        stage.tell("seed %d: %s".formatted(plan.seed(), plan));
        var before = revival.died().size();
        try {
            plan.crashes().forEach(stage::arm);
            try (var traffic = stage.traffic(plan.orders())) {
                traffic.checkAllEndWell();
                stage.checkSettled(traffic.accepted());
            }
            stage.clearFaults();
            stage.tell("%d of %d services came to their point and died"
                    .formatted(revival.died().size() - before, plan.crashes().size()));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed %d fails: %s%nAgain: ./tandem scenario run saga-crash-points --seed %d --count 1"
                            .formatted(plan.seed(), e.getMessage(), plan.seed()),
                    e);
        }
    }
}
