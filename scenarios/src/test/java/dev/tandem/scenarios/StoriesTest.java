package dev.tandem.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Settings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoriesTest {

    @Test
    void eachHasANameOfItsOwnAndASentence() {
        assertThat(Stories.ALL)
                .extracting(Story::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+"));
        assertThat(Stories.ALL).extracting(Story::about).allMatch(about -> about.endsWith("."));
    }

    @Test
    void globsNameSeveral() {
        assertThat(Stories.named(List.of("saga-*-crash", "saga-confirmed")))
                .extracting(Story::name)
                .containsExactly("saga-confirmed", "saga-orchestrator-crash", "saga-participant-crash");
    }

    @Test
    void aNameThatMeansNothingIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stories.named(List.of("saga-confirmed", "saga-confirmd")))
                .withMessageContaining("saga-confirmd");
    }

    @Test
    void aStoryMissesTheServersThatItNeedsAndThatDoNotRun(@TempDir Path home) {
        var platform = Platform.of(Settings.fromEnvironment().withHome(home));
        var theatre = new Theatre(platform, Options.DEFAULT, System.out);

        assertThat(theatre.missing(named("redlock-majority"))).containsExactly(Extra.REDIS);
        assertThat(theatre.missing(named("zookeeper-queue"))).containsExactly(Extra.ZOOKEEPER);
        assertThat(theatre.missing(named("saga-confirmed"))).isEmpty();
    }

    private static Story named(String name) {
        return Stories.named(List.of(name)).getFirst();
    }

    @Test
    void oneInTenOfTheCrowdWantsWhatCannotBeDone() {
        assertThat(Crowd.of(200)).filteredOn(wish -> wish.refusal() != null).hasSize(20);
        assertThat(Crowd.of(200))
                .filteredOn(wish -> wish.refusal() != null)
                .extracting(Crowd.Wish::refusal)
                .containsOnly("PAYMENT_DECLINED", "OUT_OF_STOCK", "UNDELIVERABLE_ADDRESS", "INSUFFICIENT_FUNDS");
    }
}
