package dev.tandem.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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
    void aStoryWhoseServersDoNotRunIsSkippedAndSaysHowToStartThem(@TempDir Path home) {
        var told = new ByteArrayOutputStream();
        var platform = Platform.of(Settings.fromEnvironment().withHome(home));
        var theatre = new Theatre(platform, Options.DEFAULT, new PrintStream(told, true, UTF_8));

        for (var story : Stories.named(List.of("redlock-majority", "zookeeper-queue"))) {
            assertThat(theatre.skips(story)).isTrue();
        }

        assertThat(told.toString(UTF_8))
                .contains("redlock-majority: skipped", "./tandem up --with redis")
                .contains("zookeeper-queue: skipped", "./tandem up --with zookeeper");
        assertThat(theatre.skips(Stories.named(List.of("saga-confirmed")).getFirst()))
                .isFalse();
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
