package dev.tandem.local.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code docker-compose.yml} as Compose understands it, with every variable replaced and every profile switched on. */
final class Definition {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode tree;

    private Definition(JsonNode tree) {
        this.tree = tree;
    }

    static Definition read(Docker docker) {
        try {
            return new Definition(JSON.readTree(docker.run("compose", "--profile", "*", "config", "--format", "json")));
        } catch (IOException e) {
            throw new UncheckedIOException("docker compose config is not understood", e);
        }
    }

    String project() {
        return tree.path("name").asText();
    }

    String environment(String service, String variable) {
        return tree.path("services")
                .path(service)
                .path("environment")
                .path(variable)
                .asText();
    }

    /** The port that it listens on, for the other containers. */
    int port(String service) {
        return port(service, "target");
    }

    /** The same for this machine. */
    int publishedPort(String service) {
        return port(service, "published");
    }

    private int port(String service, String side) {
        var ports = tree.path("services").path(service).path("ports");
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("no part is called " + service);
        }
        return ports.path(0).path(side).asInt();
    }
}
