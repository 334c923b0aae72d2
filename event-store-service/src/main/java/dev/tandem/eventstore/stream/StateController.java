package dev.tandem.eventstore.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.Snapshot;
import dev.tandem.eventsourcing.Snapshots;
import dev.tandem.eventsourcing.StreamStates;
import dev.tandem.eventsourcing.StreamStates.Loaded;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a stream's events make of it, at any point of its history. */
@RestController
@RequestMapping("/streams/{streamId}")
class StateController {

    private final StreamStates<StreamState> states;
    private final Snapshots snapshots;
    private final LogReader reader;

    /**
     * A stream's state.
     *
     * @param version the last event that it contains
     * @param lastType what that event is
     * @param snapshotVersion where the replay began; 0 if at the beginning
     */
    record StateView(String streamId, int version, String lastType, JsonNode state, int snapshotVersion) {}

    StateController(StreamStates<StreamState> states, Snapshots snapshots, LogReader reader) {
        this.states = states;
        this.snapshots = snapshots;
        this.reader = reader;
    }

    @Operation(
            summary = "The state now, or at a point of its history",
            description = "Each event's data is laid over what was known before (JSON Merge Patch).")
    @GetMapping("/state")
    ResponseEntity<StateView> state(
            @PathVariable @Pattern(regexp = StreamController.STREAM, message = StreamController.STREAM_RULE)
                    String streamId,
            @RequestParam(required = false) @Nullable @Min(1) Integer version,
            @RequestParam(required = false) @Nullable Instant asOf) {
        if (version != null && asOf != null) {
            throw Problem.invalid("asOf", "cannot be asked for with version");
        }
        var loaded = load(streamId, version, asOf);
        if (loaded.version() == 0 || (version != null && loaded.version() < version)) {
            throw Problem.notFound(reader.version(streamId) == 0 ? "stream" : "stream-version", streamId);
        }
        var state = loaded.state();
        return ResponseEntity.ok()
                .eTag(Precondition.tag(loaded.version()))
                .body(new StateView(
                        streamId, loaded.version(), state.lastType(), state.fields(), loaded.snapshotVersion()));
    }

    private Loaded<StreamState> load(String streamId, @Nullable Integer version, @Nullable Instant asOf) {
        if (version != null) {
            return states.at(streamId, version);
        }
        return asOf != null ? states.asOf(streamId, asOf) : states.load(streamId);
    }

    @GetMapping("/snapshots")
    Page<Snapshot> snapshots(@PathVariable String streamId) {
        return new Page<>(snapshots.of(streamId), null);
    }

    @PostMapping("/snapshots")
    ResponseEntity<Snapshot> snapshot(@PathVariable String streamId) {
        if (states.snapshot(streamId) == 0) {
            throw Problem.notFound("stream", streamId);
        }
        return ResponseEntity.created(URI.create("/streams/%s/snapshots".formatted(streamId)))
                .body(snapshots.of(streamId).getFirst());
    }
}
