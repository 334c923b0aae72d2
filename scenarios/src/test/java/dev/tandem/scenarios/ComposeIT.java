package dev.tandem.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.local.compose.ComposePlatform;
import dev.tandem.local.platform.Ports;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Order;
import dev.tandem.scenarios.shop.Shop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds the images from the jars of this build, starts {@code docker-compose.yml} as a project of its own on ports of its
 * own, plays on it, and leaves nothing behind but the images. Some minutes of work for two cores, so it wants to be asked:
 * {@code -Dtandem.test.compose=true}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ComposeIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private final Map<String, String> environment = environment();
    private boolean begun;

    @BeforeAll
    void up() throws Exception {
        assumeTrue(Boolean.getBoolean("tandem.test.compose"), "only with -Dtandem.test.compose=true");
        assumeTrue(succeeds("docker", "compose", "version"), "there is no Docker with Compose");
        assumeTrue(succeeds("docker", "info"), "no Docker engine answers");
        begun = true;
        run("docker/assemble");
        run("docker", "compose", "build");
        run("docker", "compose", "up", "--detach", "--wait");
    }

    @AfterAll
    void down() throws Exception {
        if (begun) {
            run("docker", "compose", "down", "--volumes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"saga-undeliverable", "choreography-confirmed", "2pc-all-yes", "saga-participant-crash"})
    void comesOutAsTold(String story) {
        try (var platform = ComposePlatform.open(PROJECT, environment)) {
            new Theatre(platform, Options.DEFAULT, System.out)
                    .play(Stories.named(List.of(story)).getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres",
                "kafka",
                "order-service",
                "payment-service",
                "inventory-service",
                "shipping-service",
                "saga-orchestrator",
                "lock-service",
                "event-store-service"
            })
    void whicheverContainerIsKilledNothingIsLost(String part) {
        try (var platform = ComposePlatform.open(PROJECT, environment)) {
            new Theatre(platform, Options.DEFAULT, System.out).play(new Killed(part));
        }
    }

    @Test
    void whatWasConfirmedSurvivesDownAndUp() throws Exception {
        var order = confirmedOrder();

        run("docker", "compose", "down");
        run("docker", "compose", "up", "--detach", "--wait");

        try (var platform = ComposePlatform.open(PROJECT, environment)) {
            assertThat(new Shop(platform::url).order(order.orderId())).isEqualTo(order);
        }
    }

    /** Orders flow while one part dies and comes back. */
    private record Killed(String part) implements Story {

        private static final int ORDERS = 30;

        @Override
        public String name() {
            return "killed-" + part;
        }

        @Override
        public String about() {
            return "kill -9 of " + part + " while orders flow: each ends as it would have.";
        }

        @Override
        public void play(Stage stage) {
            try (var traffic = stage.traffic(ORDERS)) {
                traffic.awaitAccepted(ORDERS / 3);
                stage.kill(part);
                stage.start(part);
                traffic.checkAllEndWell();
                stage.checkSettled(traffic.accepted());
            }
        }
    }

    private Order confirmedOrder() {
        try (var platform = ComposePlatform.open(PROJECT, environment)) {
            var stage = new Stage(platform, Options.DEFAULT, System.out);
            var order = stage.awaitEnd(stage.shop().place(Basket.of("alice").with("book", 2)));
            assertThat(order.isConfirmed()).isTrue();
            return order;
        }
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<>(Map.of("COMPOSE_PROJECT_NAME", "tandem-test", "TANDEM_JARS", "prebuilt"));
        Ports.free()
                .byName()
                .forEach((part, port) -> environment.put(
                        "TANDEM_PORT_" + part.replace('-', '_').toUpperCase(Locale.ROOT), port.toString()));
        return environment;
    }

    private boolean succeeds(String... command) throws InterruptedException {
        try {
            return process(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private void run(String... command) throws IOException, InterruptedException {
        assertThat(process(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    private ProcessBuilder process(String... command) {
        var builder = new ProcessBuilder(command).directory(PROJECT.toFile());
        builder.environment().putAll(environment);
        return builder;
    }
}
