package dev.tandem.messaging;

import dev.tandem.messaging.DeadLetterRows.Filter;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.lang.Nullable;

/**
 * {@code /actuator/deadletters}: messages that could not be processed and wait for a decision, newest first. {@code POST}
 * with {@code {"action":"replay"}} replays all, and to {@code /actuator/deadletters/{id}} with {@code replay} or {@code
 * discard}, {@code note} and {@code requestedBy} decides on one.
 */
@Endpoint(id = "deadletters")
class DeadLettersEndpoint {

    private static final int SHOWN = 100;

    private final DeadLetters deadLetters;
    private final DeadLetterRows rows;
    private final DeadLetterDesk desk;

    DeadLettersEndpoint(DeadLetters deadLetters, DeadLetterRows rows, DeadLetterDesk desk) {
        this.deadLetters = deadLetters;
        this.rows = rows;
        this.desk = desk;
    }

    /** What can be done. */
    enum Action {
        REPLAY,
        DISCARD
    }

    record Overview(long parked, List<DeadLetter> newest) {}

    @ReadOperation
    Overview deadLetters() {
        return new Overview(deadLetters.count(), rows.newestFirst(Filter.ALL, DeadLetter.State.PARKED, null, SHOWN));
    }

    /** With headers and body; not found if there is no such one. */
    @ReadOperation
    @Nullable
    DeadLetter deadLetter(@Selector UUID id) {
        return rows.find(id).orElse(null);
    }

    /** Optional is what Spring's own annotation says is: the actuator knows no other. */
    @WriteOperation
    Verdict decideOnAll(Action action, @Nullable String note, @Nullable String requestedBy) {
        return switch (action) {
            case REPLAY -> desk.replayAll(Filter.ALL, Audit.of(requestedBy, note));
            case DISCARD -> throw refused("all at once are not discarded: each deserves its note");
        };
    }

    @WriteOperation
    @Nullable
    Verdict decide(@Selector UUID id, Action action, @Nullable String note, @Nullable String requestedBy) {
        var verdict =
                switch (action) {
                    case REPLAY -> desk.replay(id, Audit.of(requestedBy, note));
                    case DISCARD -> discard(id, note, requestedBy);
                };
        return switch (verdict) {
            case Verdict.Done done -> done;
            case Verdict.Unknown _ -> null;
            case Verdict.Decided(var state) -> throw refused("it is " + state + " already");
            case Verdict.WaitsBehind(var first) -> throw refused("it waits behind " + first);
            case Verdict.Unheard(var consumer) -> throw refused("nobody here listens as " + consumer);
        };
    }

    private Verdict discard(UUID id, @Nullable String note, @Nullable String requestedBy) {
        if (note == null || note.isBlank()) {
            throw refused("a discarded message needs a note");
        }
        return desk.discard(id, Audit.of(requestedBy, note));
    }

    private static InvalidEndpointRequestException refused(String why) {
        return new InvalidEndpointRequestException(why, why);
    }
}
