package dev.tandem.orchestrator.commit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a transaction's timeline.
 *
 * @param event what happened, in a few words
 * @param participant to or at whom, if it was not the coordinator alone
 */
record Moment(Instant at, String event, @Nullable String participant) {}
