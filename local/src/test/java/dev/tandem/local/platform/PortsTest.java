package dev.tandem.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void areThoseOfTheDesignUnlessSomebodySaysOtherwise() {
        assertThat(Ports.of(Map.of())).isEqualTo(Ports.defaults());
        assertThat(Ports.defaults().of("saga-orchestrator")).isEqualTo(8085);
    }

    @Test
    void anOffsetMovesAllAndAVariableMovesOne() {
        var ports = Ports.of(Map.of("TANDEM_PORT_OFFSET", "1000", "TANDEM_PORT_ORDER_SERVICE", "7777"));

        assertThat(ports.of(Platform.POSTGRES)).isEqualTo(6432);
        assertThat(ports.of("order-service")).isEqualTo(7777);
    }

    @Test
    void freeOnesAreAllDifferent() {
        var ports = Ports.free().byName().values();

        assertThat(new HashSet<>(ports)).hasSameSizeAs(ports);
    }

    @Test
    void refuseWhatIsNoNumberAndWhatIsNoPart() {
        assertThatThrownBy(() -> Ports.of(Map.of("TANDEM_PORT_KAFKA", "many")))
                .hasMessage("TANDEM_PORT_KAFKA is not a number: many");
        assertThatThrownBy(() -> Ports.defaults().with("oracle", 1521))
                .hasMessageContaining("no port is called oracle");
    }
}
