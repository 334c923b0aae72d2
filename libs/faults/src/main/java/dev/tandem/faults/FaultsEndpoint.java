package dev.tandem.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code /actuator/faults}: the points of this process, what is armed at them, and which links are cut.
 *
 * <ul>
 *   <li>{@code POST /actuator/faults/{point}} with {@code {"action":"CRASH","subject":…,"skip":0,"times":1,"delay":…}} arms
 *   <li>{@code DELETE /actuator/faults/{point}} disarms a point, {@code DELETE /actuator/faults} all, and heals all links
 *   <li>{@code POST /actuator/faults/links/{service}} cuts the link to a service, {@code DELETE} heals it
 * </ul>
 */
@Endpoint(id = "faults")
class FaultsEndpoint {

    private static final String LINKS = "links";

    private final FaultLab lab;
    private final String service;

    FaultsEndpoint(FaultLab lab, String service) {
        this.lab = lab;
        this.service = service;
    }

    /** What there is. */
    record Overview(String service, List<Point> points, List<ArmedFault.View> armed, Set<String> cut) {}

    /**
     * A point of this service.
     *
     * @param hits how often it was reached since the process started
     */
    record Point(String point, String about, boolean canDrop, long hits) {}

    @ReadOperation
    Overview overview() {
        var points = points().stream()
                .map(point -> new Point(point.id(), point.about(), point.canDrop(), lab.hits(point)))
                .toList();
        return new Overview(service, points, lab.armed(), lab.cutLinks());
    }

    @WriteOperation
    Overview arm(
            @Selector String point,
            FaultAction action,
            @Nullable String subject,
            @Nullable Integer skip,
            @Nullable Integer times,
            @Nullable Duration delay) {
        return said(() -> {
            lab.arm(new Fault(
                    named(point), action, subject, skip == null ? 0 : skip, times == null ? 1 : times, delay));
            return overview();
        });
    }

    @DeleteOperation
    Overview disarm(@Selector String point) {
        return said(() -> {
            lab.disarm(named(point));
            return overview();
        });
    }

    @DeleteOperation
    Overview clear() {
        lab.clear();
        return overview();
    }

    @WriteOperation
    Overview cut(@Selector String what, @Selector String peer) {
        return said(() -> {
            lab.cut(peer(what, peer));
            return overview();
        });
    }

    @DeleteOperation
    Overview heal(@Selector String what, @Selector String peer) {
        return said(() -> {
            lab.heal(peer(what, peer));
            return overview();
        });
    }

    private List<FaultPoint> points() {
        return Arrays.stream(FaultPoint.values())
                .filter(point -> point.isIn(service))
                .toList();
    }

    private FaultPoint named(String id) {
        return FaultPoint.of(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no point %s; there are %s"
                        .formatted(id, points().stream().map(FaultPoint::id).collect(Collectors.joining(", ")))));
    }

    private String peer(String what, String peer) {
        if (!what.equals(LINKS)) {
            throw new IllegalArgumentException(
                    "only %s can be cut, as in /actuator/faults/%s/%s".formatted(LINKS, LINKS, peer));
        }
        if (peer.equals(service)) {
            throw new IllegalArgumentException("%s has no link to itself".formatted(service));
        }
        return peer;
    }

    private static <T> T said(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidEndpointRequestException(
                    String.valueOf(e.getMessage()), String.valueOf(e.getMessage()), e);
        }
    }
}
