package dev.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderWishesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 33, 100})
    void ofAHundredOrdersSoManyTurnBack(int percent) {
        var wishes = new OrderWishes("saga-orchestrated", percent);

        var bodies = Stream.generate(wishes::next).limit(1_000).toList();

        assertThat(bodies)
                .filteredOn(body -> body.contains("\"AQ\"") || body.contains("phone"))
                .hasSize(percent * 10);
    }
}
