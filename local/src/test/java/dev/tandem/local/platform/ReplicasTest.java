package dev.tandem.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Signal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas as the launcher keeps account of them; instead of the service, which needs the servers, a process sleeps. */
class ReplicasTest {

    private static final String SECOND = "saga-orchestrator-2";

    private final Settings settings;
    private final Home home;
    private final Platform platform;
    private final ManagedProcess process;

    ReplicasTest(@TempDir Path folder) {
        settings = TestPlatform.settings(folder).withPorts(Ports.free());
        home = Home.of(settings);
        platform = Platform.of(settings);
        process = new ManagedProcess(SECOND, home.run(), home.logs());
    }

    @AfterEach
    void end() {
        process.signal(Signal.KILL);
    }

    @Test
    void arePartsOnlyFromTheirStartToTheirStop() {
        assertThat(platform.partNames()).doesNotContain(SECOND);

        start();
        assertThat(platform.partNames()).containsSubsequence("saga-orchestrator", SECOND);
        assertThat(stateOf(SECOND)).isEqualTo(PartStatus.State.NOT_READY);

        platform.stop(SECOND);
        assertThat(platform.partNames()).doesNotContain(SECOND);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void areFoundAgainByALaterLauncher() {
        start();

        assertThat(Platform.of(settings).partNames()).contains(SECOND);
    }

    @Test
    void canBeFrozenAndKilledLikeOthersAndAreThenSeenToBeDead() {
        start();

        platform.pause(SECOND);
        assertThat(stateOf(SECOND)).isEqualTo(PartStatus.State.PAUSED);
        platform.resume(SECOND);
        assertThat(stateOf(SECOND)).isEqualTo(PartStatus.State.NOT_READY);
        platform.kill(SECOND);
        assertThat(stateOf(SECOND)).isEqualTo(PartStatus.State.DIED);
    }

    @Test
    void goDownWithThePlatform() {
        start();

        platform.down(Progress.SILENT);

        assertThat(process.isAlive()).isFalse();
        assertThat(platform.partNames()).doesNotContain(SECOND);
    }

    @Test
    void haveAPortAndALogOfTheirOwn() {
        var ports = new HashSet<Integer>();
        var logs = new HashSet<Path>();
        for (var service : Service.values()) {
            for (var number = 1; number <= Replica.MOST; number++) {
                var name = new Replica(service, number).name();
                ports.add(Ports.defaults().of(name));
                logs.add(platform.log(name));
            }
        }

        assertThat(ports).hasSize(Service.values().length * Replica.MOST);
        assertThat(logs).hasSameSizeAs(ports);
        assertThat(ports).doesNotContain(9092, 9093, 5432);
        assertThat(Ports.defaults().of(SECOND)).isEqualTo(8095);
        assertThat(platform.url(SECOND)).hasPort(settings.ports().of(SECOND));
    }

    /** Kafka would otherwise throw out one of two that have the same name. */
    @Test
    void haveANameOfTheirOwnInTheirConsumerGroups() {
        var first = Replica.of("saga-orchestrator").orElseThrow();
        var second = Replica.of(SECOND).orElseThrow();

        assertThat(first.instance()).isEqualTo("saga-orchestrator-1");
        assertThat(second.instance()).isEqualTo("saga-orchestrator-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "saga-orchestrater",
                "saga-orchestrator-1",
                "saga-orchestrator-0",
                "saga-orchestrator-10",
                "saga-orchestrator-02",
                "saga-orchestrator-",
                "kafka-2",
                "postgres-2",
                "-2"
            })
    void aNameThatMeansNothingIsAnErrorThatNamesTheOthers(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> platform.start(name))
                .withMessageContainingAll("no part is called " + name, "kafka", "saga-orchestrator", "order-service-2");
    }

    @Test
    void whatWasNeverStartedCannotBeKilledAndTheMessageSaysHowToStartIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> platform.kill(SECOND))
                .withMessage(
                        SECOND + " has not been started; ./tandem start " + SECOND + " starts it beside the others");
    }

    @Test
    void aTakenPortIsRefusedWithTheWayOut() throws Exception {
        var ports = settings.ports();
        try (var _ = new ServerSocket(ports.of(SECOND), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> platform.start(SECOND))
                    .hasMessageContainingAll(
                            "Port " + ports.of(SECOND) + ", wanted by " + SECOND, "under another number");
        }
    }

    private void start() {
        process.launch(List.of("sleep", "600"), environment -> {}, home.root());
    }

    private PartStatus.State stateOf(String part) {
        return platform.status().stream()
                .filter(status -> status.name().equals(part))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
