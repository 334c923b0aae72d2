package dev.tandem.faults;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes happen what somebody armed. Everything is in the memory of this process: it does not survive a restart, so a
 * process that was made to crash comes back unarmed, and its links are whole.
 *
 * <p>Thread-safe.
 */
public final class FaultLab implements Faults {

    private static final Logger log = LoggerFactory.getLogger(FaultLab.class);

    /** What the shell reports of a process that was ended by {@code kill -9}. */
    private static final int KILLED = 137;

    private final String service;
    private final Map<FaultPoint, LongAdder> hits = new EnumMap<>(FaultPoint.class);
    private final Map<FaultPoint, List<ArmedFault>> armed = new EnumMap<>(FaultPoint.class);
    private final Set<String> cut = ConcurrentHashMap.newKeySet();

    /** @param service the name of the service that this process is */
    public FaultLab(String service) {
        this.service = service;
        for (var point : FaultPoint.values()) {
            hits.put(point, new LongAdder());
            armed.put(point, new CopyOnWriteArrayList<>());
        }
    }

    /**
     * Lets a fault wait for its hit, beside those that do already.
     *
     * @throws IllegalArgumentException if this service does not have its point
     */
    public void arm(Fault fault) {
        if (!fault.point().isIn(service)) {
            throw new IllegalArgumentException(
                    "%s is not in %s".formatted(fault.point().id(), service));
        }
        at(fault.point()).add(new ArmedFault(fault));
        log.warn("armed: {}", fault);
    }

    /** Forgets what waits at a point. */
    public void disarm(FaultPoint point) {
        at(point).clear();
    }

    /** Forgets all that waits, and heals all links. Hits stay counted. */
    public void clear() {
        armed.values().forEach(List::clear);
        cut.clear();
        log.info("no fault is armed, no link is cut");
    }

    /**
     * Lets nothing in that comes from that service any more, be it messages or requests.
     *
     * @throws IllegalArgumentException if that service is this one
     */
    public void cut(String peer) {
        if (peer.equals(service)) {
            throw new IllegalArgumentException("%s has no link to itself".formatted(service));
        }
        cut.add(peer);
        log.warn("the link to {} is cut", peer);
    }

    /** Takes in from that service again; what was held back comes now. */
    public void heal(String peer) {
        cut.remove(peer);
        log.info("the link to {} is whole", peer);
    }

    Set<String> cutLinks() {
        return Set.copyOf(cut);
    }

    long hits(FaultPoint point) {
        return hitsOf(point).sum();
    }

    List<ArmedFault.View> armed() {
        return armed.values().stream()
                .flatMap(List::stream)
                .map(ArmedFault::view)
                .toList();
    }

    @Override
    public boolean isCut(String peer) {
        return cut.contains(peer);
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public void reach(FaultPoint point, @Nullable Object subject) {
        loses(point, subject);
    }

    @Override
    public <T> void reach(FaultPoint point, Collection<? extends T> items, Function<? super T, ?> subject) {
        items.forEach(item -> reach(point, subject.apply(item)));
    }

    @Override
    public <T> void reachOnceCommitted(
            FaultPoint point, Collection<? extends T> items, Function<? super T, ?> subject) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            reach(point, items, subject);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                reach(point, items, subject);
            }
        });
    }

    @Override
    public <T> List<T> survivors(FaultPoint point, List<T> items, Function<? super T, ?> subject) {
        return items.stream().filter(item -> !loses(point, subject.apply(item))).toList();
    }

    @Override
    public boolean loses(FaultPoint point, @Nullable Object subject) {
        hitsOf(point).increment();
        var lost = false;
        for (var candidate : at(point)) {
            if (candidate.strikes(subject)) {
                lost |= strike(candidate.fault(), subject);
            }
        }
        return lost;
    }

    private boolean strike(Fault fault, @Nullable Object subject) {
        log.warn("{} at {} of {}", fault.action(), fault.point().id(), subject);
        return switch (fault.action()) {
            case CRASH -> {
                Runtime.getRuntime().halt(KILLED);
                yield false;
            }
            case DELAY -> {
                sleep(fault);
                yield false;
            }
            case FAIL -> throw new InjectedFault(fault.point());
            case DROP -> true;
        };
    }

    private static void sleep(Fault fault) {
        try {
            Thread.sleep(Objects.requireNonNull(fault.delay()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process is being stopped, and need not wait for this
        }
    }

    private LongAdder hitsOf(FaultPoint point) {
        return Objects.requireNonNull(hits.get(point));
    }

    private List<ArmedFault> at(FaultPoint point) {
        return Objects.requireNonNull(armed.get(point));
    }
}
