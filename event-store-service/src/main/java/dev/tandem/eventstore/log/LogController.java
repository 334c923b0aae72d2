package dev.tandem.eventstore.log;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.RecordedEvent;
import dev.tandem.eventsourcing.Upcasters;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All events in the order of their positions, which is the order in which they became visible. */
@RestController
@RequestMapping("/events")
class LogController {

    private final LogReader reader;
    private final LiveFeed feed;
    private final Upcasters upcasters;

    LogController(LogReader reader, LiveFeed feed, Upcasters upcasters) {
        this.reader = reader;
        this.feed = feed;
        this.upcasters = upcasters;
    }

    @GetMapping
    Page<EventView> events(
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String correlationId,
            PageRequest page) {
        var cursor = page.after(Long::valueOf);
        var events = read(cursor == null ? after : cursor, type, correlationId, page.fetch());
        var views = events.stream().map(event -> EventView.of(event, upcasters)).toList();
        return page.of(views, EventView::position);
    }

    private List<RecordedEvent> read(long after, @Nullable String type, @Nullable String correlationId, int limit) {
        if (correlationId != null) {
            return reader.ofCorrelation(correlationId, type, after, limit);
        }
        return type == null ? reader.after(after, limit) : reader.ofType(type, after, limit);
    }

    @Operation(
            summary = "Follow the log",
            description = "Server-sent events whose id is the position: who was cut off sends Last-Event-ID and misses"
                    + " nothing. Without it, and without 'after', it begins with what happens next.")
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable @Min(0) Long after) {
        if (lastEventId != null && !lastEventId.matches("[0-9]{1,18}")) {
            throw Problem.invalid("Last-Event-ID", "must be a position");
        }
        if (lastEventId != null) {
            return feed.follow(Long.parseLong(lastEventId));
        }
        return feed.follow(after == null ? reader.head() : after);
    }
}
