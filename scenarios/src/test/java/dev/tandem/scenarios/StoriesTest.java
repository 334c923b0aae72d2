package dev.tandem.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

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
    void oneInTenOfTheCrowdWantsWhatCannotBeDone() {
        assertThat(Crowd.of(200)).filteredOn(wish -> wish.refusal() != null).hasSize(20);
        assertThat(Crowd.of(200))
                .filteredOn(wish -> wish.refusal() != null)
                .extracting(Crowd.Wish::refusal)
                .containsOnly("PAYMENT_DECLINED", "OUT_OF_STOCK", "UNDELIVERABLE_ADDRESS", "INSUFFICIENT_FUNDS");
    }
}
