package dev.tandem.orchestrator.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sagas that this deployment knows, each in every version that may still be running. */
public final class SagaDefinitions {

    private record Id(String name, int version) {}

    private record Known(Saga<?> saga, String checksum) {}

    private static final Comparator<Id> BY_NAME_AND_VERSION =
            Comparator.comparing(Id::name).thenComparingInt(Id::version);

    private final Map<Id, Known> known = new TreeMap<>(BY_NAME_AND_VERSION);

    public SagaDefinitions(Collection<? extends Saga<?>> sagas) {
        for (var saga : sagas) {
            if (known.put(new Id(saga.name(), saga.version()), new Known(saga, Checksum.of(saga))) != null) {
                throw new IllegalArgumentException(
                        "two definitions of saga '%s' version %d".formatted(saga.name(), saga.version()));
            }
        }
    }

    /** The newest version: what a new instance gets. */
    public Optional<Saga<?>> newest(String name) {
        return all().stream()
                .filter(saga -> saga.name().equals(name))
                .<Saga<?>>map(saga -> saga)
                .max(Comparator.comparingInt(Saga::version));
    }

    /** That version, if this deployment has it. */
    public Optional<Saga<?>> find(String name, int version) {
        return Optional.ofNullable(known.get(new Id(name, version))).map(Known::saga);
    }

    /** What tells a changed plan from the one that an instance began with; empty if there is no such version. */
    public Optional<String> checksum(String name, int version) {
        return Optional.ofNullable(known.get(new Id(name, version))).map(Known::checksum);
    }

    /**
     * The plan that an instance began with.
     *
     * @throws IllegalStateException if this deployment does not have it, or another one under the same name and version
     */
    public Saga<?> get(String name, int version, String checksum) {
        var found = known.get(new Id(name, version));
        if (found == null) {
            throw new IllegalStateException(
                    "saga '%s' version %d is not part of this deployment".formatted(name, version));
        }
        if (!found.checksum().equals(checksum)) {
            throw new IllegalStateException("saga '%s' version %d has other steps in this deployment: %s instead of %s"
                    .formatted(name, version, found.checksum(), checksum));
        }
        return found.saga();
    }

    /** All of them, by name and version. */
    public List<Saga<?>> all() {
        return known.values().stream().<Saga<?>>map(Known::saga).toList();
    }
}
