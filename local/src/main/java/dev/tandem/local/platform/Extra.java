package dev.tandem.local.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Servers that the shop itself does without: they are for backends that somebody chooses by property. */
public enum Extra {
    /** Five servers that know nothing of each other, so that a majority of them can decide. */
    REDIS,
    /** One server; an ensemble would add nodes, and nothing that a client can see. */
    ZOOKEEPER;

    /** The parts that it consists of. */
    public List<String> parts() {
        return switch (this) {
            case REDIS ->
                IntStream.rangeClosed(1, RedisServer.COUNT)
                        .mapToObj(RedisServer::nameOf)
                        .toList();
            case ZOOKEEPER -> List.of(Platform.ZOOKEEPER);
        };
    }

    /** What {@code up --with} calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this id; an {@link IllegalArgumentException} names those that there are. */
    public static Extra of(String id) {
        return Arrays.stream(values())
                .filter(extra -> extra.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is called " + id + "; there are "
                        + Arrays.stream(values()).map(Extra::id).collect(Collectors.joining(", "))));
    }
}
