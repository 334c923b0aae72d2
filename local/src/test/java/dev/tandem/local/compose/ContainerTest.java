package dev.tandem.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.platform.PartStatus.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerTest {

    @ParameterizedTest
    @CsvSource({
        "running,    Up 2 minutes (healthy),           READY",
        "running,    Up 3 seconds (health: starting),  NOT_READY",
        "running,    Up 2 minutes (unhealthy),         NOT_READY",
        "restarting, Restarting (137) 1 second ago,    NOT_READY",
        "paused,     Up 2 minutes (Paused),            PAUSED",
        "created,    Created,                          STOPPED",
        "exited,     Exited (0) 3 seconds ago,         STOPPED",
        "exited,     Exited (143) 3 seconds ago,       STOPPED",
        "exited,     Exited (137) 3 seconds ago,       DIED",
        "exited,     Exited (3) 3 seconds ago,         DIED"
    })
    void isAsAPersonWouldSay(String state, String status, State expected) {
        var line = String.join("\t", "shop-order-service-1", state, status, "order-service", "False");

        assertThat(Container.read(line, "shop")).get().satisfies(container -> {
            assertThat(container.part()).isEqualTo("order-service");
            assertThat(container.asState()).isEqualTo(expected);
        });
    }

    @Test
    void aReplicaIsCalledAsItWasMade() {
        var line = "shop-saga-orchestrator-2\trunning\tUp 1 second\tsaga-orchestrator\tTrue";

        assertThat(Container.read(line, "shop"))
                .get()
                .extracting(Container::part)
                .isEqualTo("saga-orchestrator-2");
    }

    @Test
    void whatIsNoPartOfThePlatformIsPassedOver() {
        assertThat(Container.read("shop-topics-1\texited\tExited (0)\ttopics\tFalse", "shop"))
                .isEmpty();
        assertThat(Container.read("shop-grafana-1\trunning\tUp\tgrafana\tFalse", "shop"))
                .isEmpty();
    }
}
