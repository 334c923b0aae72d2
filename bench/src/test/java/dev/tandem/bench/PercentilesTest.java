package dev.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void theNearestRankIsATimeThatWasMeasured() {
        var times = Percentiles.of(LongStream.of(50, 10, 40, 20, 30).map(millis -> millis * MILLISECOND));

        assertThat(times.millis(50)).isEqualTo(30);
        assertThat(times.millis(20)).isEqualTo(10);
        assertThat(times.millis(21)).isEqualTo(20);
        assertThat(times.millis(100)).isEqualTo(50);
        assertThat(times.count()).isEqualTo(5);
    }

    @Test
    void nothingMeasuredIsNoTime() {
        assertThat(Percentiles.of(LongStream.empty()).millis(99)).isNaN();
    }
}
