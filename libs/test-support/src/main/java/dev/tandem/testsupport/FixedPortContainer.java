package dev.tandem.testsupport;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Objects;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A container that can be stopped, killed and started again, and is then found on the same port of this machine: a port that
 * Docker chooses would be another one after each start.
 */
final class FixedPortContainer {

    private static final int STOP_SECONDS = 30;

    private final GenericContainer<?> container;

    /**
     * @param port on this machine's loopback
     * @param inside the one that the server listens on
     * @param more what else the container is told
     */
    FixedPortContainer(String image, int port, int inside, Consumer<GenericContainer<?>> more) {
        this.container = new GenericContainer<>(DockerImageName.parse(image));
        container.withCreateContainerCmdModifier(command -> {
            command.withExposedPorts(ExposedPort.tcp(inside));
            var binding = new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(inside));
            var host = Objects.requireNonNullElseGet(command.getHostConfig(), HostConfig::newHostConfig);
            command.withHostConfig(host.withPortBindings(binding));
        });
        more.accept(container);
    }

    /** For the first time, or again. */
    void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        }
    }

    void stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    /** With its data. */
    void delete() {
        container.stop();
    }
}
