package dev.tandem.messaging;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.messaging.DeadLetterRows.Filter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages that this service could not process, and what an operator decides about them. */
@RestController
@RequestMapping("/dead-letters")
class DeadLettersController {

    private final DeadLetterRows rows;
    private final DeadLetterDesk desk;

    DeadLettersController(DeadLetterRows rows, DeadLetterDesk desk) {
        this.rows = rows;
        this.desk = desk;
    }

    /** Who wants it, and why; both may be left out. */
    record ReplayWish(@Nullable String note, @Nullable String requestedBy) {}

    /** Who wants it, and why. */
    record DiscardWish(@NotBlank String note, @Nullable String requestedBy) {}

    /** Newest first; those that wait for a decision, unless another state is asked for. */
    @GetMapping
    Page<DeadLetter> list(
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String consumer,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(defaultValue = "PARKED") DeadLetter.State state,
            PageRequest page) {
        var filter = new Filter(topic, consumer, key);
        return page.of(rows.newestFirst(filter, state, page.after(UUID::fromString), page.fetch()), DeadLetter::id);
    }

    /** With headers and body. */
    @GetMapping("/{id}")
    DeadLetter one(@PathVariable UUID id) {
        return rows.find(id).orElseThrow(() -> Problem.notFound("dead-letter", id));
    }

    /** Does it after all, and the events that wait behind it. */
    @PostMapping("/{id}/replay")
    Verdict.Done replay(@PathVariable UUID id, @RequestBody(required = false) @Nullable ReplayWish wish) {
        return done(id, desk.replay(id, audit(wish)));
    }

    /** Does all that are parked, or those of a topic, consumer or key, after all, in their order. */
    @PostMapping("/replay")
    Verdict.Done replayAll(
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String consumer,
            @RequestParam(required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable ReplayWish wish) {
        return desk.replayAll(new Filter(topic, consumer, key), audit(wish));
    }

    /** Gives it up; events that waited behind it are done now. */
    @PostMapping("/{id}/discard")
    Verdict.Done discard(@PathVariable UUID id, @Valid @RequestBody DiscardWish wish) {
        return done(id, desk.discard(id, Audit.of(wish.requestedBy(), wish.note())));
    }

    private static Audit audit(@Nullable ReplayWish wish) {
        return wish == null ? Audit.of(null, null) : Audit.of(wish.requestedBy(), wish.note());
    }

    private static Verdict.Done done(UUID id, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Done done -> done;
            case Verdict.Unknown _ -> throw Problem.notFound("dead-letter", id);
            case Verdict.Decided(var state) ->
                throw Problem.of(409, "dead-letter-decided", "Somebody has decided on it: it is %s.".formatted(state))
                        .with("state", state);
            case Verdict.WaitsBehind(var first) ->
                throw Problem.of(
                                409,
                                "dead-letter-waits-behind",
                                "An event before it is broken; decide on that one first.")
                        .with("behind", first);
            case Verdict.Unheard(var consumer) ->
                throw Problem.of(409, "consumer-gone", "Nobody here listens as %s any more.".formatted(consumer));
        };
    }
}
