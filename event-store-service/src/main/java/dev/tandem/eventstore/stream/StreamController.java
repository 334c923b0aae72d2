package dev.tandem.eventstore.stream;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.eventsourcing.AppendResult;
import dev.tandem.eventsourcing.AppendResult.Appended;
import dev.tandem.eventsourcing.AppendResult.Conflict;
import dev.tandem.eventsourcing.AppendResult.IdTaken;
import dev.tandem.eventsourcing.AppendResult.Repeated;
import dev.tandem.eventsourcing.AppendResult.Written;
import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.Upcasters;
import dev.tandem.eventstore.log.EventView;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Streams over HTTP: a stream's entity tag is its version. */
@RestController
@RequestMapping("/streams/{streamId}/events")
class StreamController {

    static final String STREAM = "[A-Za-z0-9][A-Za-z0-9._:-]{0,254}";
    static final String STREAM_RULE = "must be up to 255 letters, digits, and . _ : - behind the first";

    private static final int MOST_AT_ONCE = 500;

    private final Appending appending;
    private final LogReader reader;
    private final Upcasters upcasters;

    /** Where the events of a request lie. */
    record AppendView(String streamId, int version, List<Written> events) {}

    enum Direction {
        forward,
        backward
    }

    StreamController(Appending appending, LogReader reader, Upcasters upcasters) {
        this.appending = appending;
        this.reader = reader;
        this.upcasters = upcasters;
    }

    @Operation(
            summary = "Append events",
            description =
                    "All or none. If-Match: \"n\" if the stream must be at version n, If-None-Match: * if it must be"
                            + " new, neither if it does not matter. The same event ids again: 200, and nothing happens.")
    @PostMapping
    ResponseEntity<?> append(
            @PathVariable @Pattern(regexp = STREAM, message = STREAM_RULE) String streamId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestBody @Size(min = 1, max = MOST_AT_ONCE) List<@Valid EventToAppend> events)
            throws InterruptedException {
        var expected = Precondition.of(ifMatch, ifNoneMatch);
        AppendResult result = appending.append(streamId, expected, events);
        return switch (result) {
            case Appended(var written) -> answer(HttpStatus.CREATED, streamId, written);
            case Repeated(var written) -> answer(HttpStatus.OK, streamId, written);
            case Conflict(var actual) ->
                Problem.of(412, "version-conflict", "%s is at version %d.".formatted(streamId, actual))
                        .with("currentVersion", actual)
                        .header(HttpHeaders.ETAG, Precondition.tag(actual))
                        .toResponse();
            case IdTaken(var id, var other) ->
                Problem.of(409, "event-id-taken", "Event %s is in stream %s already.".formatted(id, other))
                        .with("eventId", id)
                        .with("streamId", other)
                        .toResponse();
        };
    }

    private static ResponseEntity<AppendView> answer(HttpStatus status, String streamId, List<Written> written) {
        var version = written.getLast().version();
        return ResponseEntity.status(status)
                .eTag(Precondition.tag(version))
                .body(new AppendView(streamId, version, written));
    }

    @GetMapping
    ResponseEntity<Page<EventView>> events(
            @PathVariable @Pattern(regexp = STREAM, message = STREAM_RULE) String streamId,
            @RequestParam(required = false) @Nullable @Min(1) Integer from,
            @RequestParam(defaultValue = "forward") Direction direction,
            PageRequest page) {
        var version = reader.version(streamId);
        if (version == 0) {
            throw Problem.notFound("stream", streamId);
        }
        var last = page.after(Integer::valueOf);
        var events =
                switch (direction) {
                    case forward ->
                        reader.forward(streamId, last != null ? last + 1 : from != null ? from : 1, page.fetch());
                    case backward ->
                        reader.backward(
                                streamId, last != null ? last - 1 : from != null ? from : version, page.fetch());
                };
        var views = events.stream().map(event -> EventView.of(event, upcasters)).toList();
        return ResponseEntity.ok().eTag(Precondition.tag(version)).body(page.of(views, EventView::version));
    }
}
