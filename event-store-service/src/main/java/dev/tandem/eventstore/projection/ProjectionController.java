package dev.tandem.eventstore.projection;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.problems.Problem;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Projections over HTTP. */
@RestController
@RequestMapping("/projections")
class ProjectionController {

    private final Operating operating;

    ProjectionController(Operating operating) {
        this.operating = operating;
    }

    @GetMapping
    Page<ProjectionView> all() {
        return new Page<>(operating.all(), null);
    }

    @GetMapping("/{name}")
    ProjectionView one(@PathVariable String name) {
        return operating.look(find(name));
    }

    @Operation(
            summary = "Make the view anew",
            description = "Beside the one that is read, without side effects; swapped when it has caught up.")
    @PostMapping("/{name}/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ProjectionView rebuild(@PathVariable String name) {
        var projection = find(name);
        if (!operating.rebuild(projection)) {
            throw Problem.of(409, "rebuild-under-way", "%s is being made anew already.".formatted(name));
        }
        return operating.look(projection);
    }

    @PostMapping("/{name}/pause")
    ProjectionView pause(@PathVariable String name) {
        var projection = find(name);
        operating.pause(projection);
        return operating.look(projection);
    }

    @PostMapping("/{name}/resume")
    ProjectionView resume(@PathVariable String name) {
        var projection = find(name);
        operating.resume(projection);
        return operating.look(projection);
    }

    private Projection find(String name) {
        return operating.find(name).orElseThrow(() -> Problem.notFound("projection", name));
    }
}
