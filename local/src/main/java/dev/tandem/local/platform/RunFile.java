package dev.tandem.local.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the running platform was started with: later commands go by it, whatever their own settings say.
 *
 * @param ports where its parts listen
 * @param fullJit whether both compilers run
 * @param faults whether services can be made to fail on purpose
 * @param extras servers beside those that the shop needs
 */
record RunFile(Ports ports, boolean fullJit, boolean faults, Set<Extra> extras) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static RunFile of(Settings settings) {
        return new RunFile(settings.ports(), settings.fullJit(), settings.faults(), settings.extras());
    }

    /** What runs goes on, and these beside it. */
    RunFile plus(Set<Extra> more) {
        var all = EnumSet.noneOf(Extra.class);
        all.addAll(extras);
        all.addAll(more);
        return new RunFile(ports, fullJit, faults, all);
    }

    static Optional<RunFile> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var tree = JSON.readTree(file.toFile());
            var ports = Ports.defaults();
            for (var port : tree.path("ports").properties()) {
                ports = ports.with(port.getKey(), port.getValue().asInt());
            }
            var extras = EnumSet.noneOf(Extra.class);
            tree.path("extras").forEach(extra -> extras.add(Extra.of(extra.asText())));
            return Optional.of(new RunFile(
                    ports, tree.path("fullJit").asBoolean(), tree.path("faults").asBoolean(), extras));
        } catch (IOException | IllegalArgumentException torn) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        var addresses = new LinkedHashMap<String, String>();
        for (var service : Service.values()) {
            addresses.put(service.id(), "http://127.0.0.1:" + ports.of(service.id()));
        }
        try {
            Folders.createParentOf(file);
            JSON.writeValue(
                    file.toFile(),
                    Map.of(
                            "ports", ports.byName(),
                            "addresses", addresses,
                            "fullJit", fullJit,
                            "faults", faults,
                            "extras", extras.stream().map(Extra::id).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
