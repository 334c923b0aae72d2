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

    private static final Comparator<Id> BY_NAME_AND_VERSION =
            Comparator.comparing(Id::name).thenComparingInt(Id::version);

    private final Map<Id, Saga<?>> known = new TreeMap<>(BY_NAME_AND_VERSION);

    public SagaDefinitions(Collection<? extends Saga<?>> sagas) {
        for (var saga : sagas) {
            if (known.put(new Id(saga.name(), saga.version()), saga) != null) {
                throw new IllegalArgumentException(
                        "two definitions of saga '%s' version %d".formatted(saga.name(), saga.version()));
            }
        }
    }

    /** The newest version: what a new instance gets. */
    public Optional<Saga<?>> newest(String name) {
        return known.values().stream()
                .filter(saga -> saga.name().equals(name))
                .<Saga<?>>map(saga -> saga)
                .max(Comparator.comparingInt(Saga::version));
    }

    /** That version, if this deployment has it. */
    public Optional<Saga<?>> find(String name, int version) {
        return Optional.ofNullable(known.get(new Id(name, version)));
    }

    public boolean contains(String name, int version) {
        return known.containsKey(new Id(name, version));
    }

    /** The version that an instance started with. */
    public Saga<?> get(String name, int version) {
        var saga = known.get(new Id(name, version));
        if (saga == null) {
            throw new IllegalStateException(
                    "saga '%s' version %d is not part of this deployment".formatted(name, version));
        }
        return saga;
    }

    /** All of them, by name and version. */
    public List<Saga<?>> all() {
        return List.copyOf(known.values());
    }
}
