package dev.tandem.orchestrator.reading;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.orchestrator.definition.SagaDefinitions;
import dev.tandem.orchestrator.machine.SagaStatus;
import dev.tandem.orchestrator.reading.SagaQueries.Filter;
import dev.tandem.orchestrator.reading.SagaView.Summary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/sagas")
class SagaController {

    private final SagaQueries sagas;
    private final SagaDefinitions definitions;

    SagaController(SagaQueries sagas, SagaDefinitions definitions) {
        this.sagas = sagas;
        this.definitions = definitions;
    }

    @GetMapping("/{sagaId}")
    SagaView saga(@PathVariable UUID sagaId) {
        return sagas.find(sagaId).orElseThrow(() -> Problem.notFound("saga", sagaId));
    }

    /** Newest first. */
    @GetMapping
    Page<Summary> list(
            @RequestParam(required = false) @Nullable SagaStatus status,
            @RequestParam(required = false) @Nullable String definition,
            @RequestParam(required = false) @Nullable String businessKey,
            @RequestParam(required = false) @Nullable Instant createdAfter,
            @RequestParam(required = false) @Nullable Instant createdBefore,
            PageRequest page) {
        var filter = new Filter(status, definition, businessKey, createdAfter, createdBefore);
        return page.of(sagas.newestFirst(filter, page.after(UUID::fromString), page.fetch()), Summary::sagaId);
    }

    @GetMapping("/definitions")
    Page<DefinitionView> definitions() {
        return new Page<>(definitions.all().stream().map(DefinitionView::of).toList(), null);
    }
}
