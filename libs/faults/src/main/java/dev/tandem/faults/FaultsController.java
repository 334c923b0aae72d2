package dev.tandem.faults;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /actuator/faults}: the points of this process, what is armed at them, and which links are cut. A controller
 * among the actuator's endpoints and none of them, because theirs take all parameters for text, and a number in JSON is
 * none.
 */
@RestController
@RequestMapping("${management.endpoints.web.base-path:/actuator}/faults")
class FaultsController {

    private final FaultLab lab;
    private final String service;

    FaultsController(FaultLab lab, String service) {
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

    /** A {@link Fault} to be; what is left out is as {@link Fault#crash} and the like have it. */
    record Wish(
            @Nullable FaultAction action,
            @Nullable String subject,
            @Nullable Integer skip,
            @Nullable Integer times,
            @Nullable Duration delay) {

        Fault at(FaultPoint point) {
            if (action == null) {
                throw new IllegalArgumentException("action is required: one of " + List.of(FaultAction.values()));
            }
            return new Fault(point, action, subject, skip == null ? 0 : skip, times == null ? 1 : times, delay);
        }
    }

    @GetMapping
    Overview overview() {
        var points = points().stream()
                .map(point -> new Point(point.id(), point.about(), point.canDrop(), lab.hits(point)))
                .toList();
        return new Overview(service, points, lab.armed(), lab.cutLinks());
    }

    @PostMapping("/{point}")
    Overview arm(@PathVariable String point, @RequestBody Wish wish) {
        lab.arm(wish.at(named(point)));
        return overview();
    }

    @DeleteMapping("/{point}")
    Overview disarm(@PathVariable String point) {
        lab.disarm(named(point));
        return overview();
    }

    /** Disarms everything, and heals all links. */
    @DeleteMapping
    Overview clear() {
        lab.clear();
        return overview();
    }

    @PostMapping("/links/{peer}")
    Overview cut(@PathVariable String peer) {
        lab.cut(peer);
        return overview();
    }

    @DeleteMapping("/links/{peer}")
    Overview heal(@PathVariable String peer) {
        lab.heal(peer);
        return overview();
    }

    @ExceptionHandler
    ProblemDetail refused(IllegalArgumentException reason) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, reason.getMessage());
        problem.setType(URI.create("/problems/fault-refused"));
        problem.setTitle("Fault refused");
        return problem;
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
}
