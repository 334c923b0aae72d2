package dev.tandem.lock.web;

import dev.tandem.lock.core.ForcedRelease;
import dev.tandem.lock.core.LockQueries;
import dev.tandem.lock.core.LockQueries.Seen;
import dev.tandem.lock.core.LockQueries.Waiter;
import dev.tandem.lock.core.LockTable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/locks}: who holds what, for how long, and who waits. {@code DELETE /actuator/locks/{key}} with {@code
 * requestedBy} and {@code note} takes a lock from its holder.
 */
@Component
@Endpoint(id = "locks")
class LocksEndpoint {

    private static final int SHOWN = 100;

    private final LockTable locks;
    private final LockQueries queries;

    LocksEndpoint(LockTable locks, LockQueries queries) {
        this.locks = locks;
        this.queries = queries;
    }

    /**
     * @param locks those that were held longest
     * @param forced what operators took lately
     */
    record Overview(long held, long waiting, List<Row> locks, List<ForcedRelease> forced) {}

    /** One lock. */
    record Row(
            String key,
            String owner,
            long fencingToken,
            Instant acquiredAt,
            Instant expiresAt,
            double heldSeconds,
            long queueLength) {

        static Row of(Seen seen) {
            var lock = seen.lock();
            return new Row(
                    lock.key(),
                    lock.owner(),
                    lock.fencingToken(),
                    lock.acquiredAt(),
                    lock.expiresAt(),
                    seen.heldSeconds(),
                    seen.queueLength());
        }
    }

    /** One lock with those who wait for it, the next to be served first. */
    record Detail(Row lock, List<Waiter> queue, List<ForcedRelease> forced) {}

    @ReadOperation
    Overview overview() {
        var count = queries.count();
        return new Overview(
                count.held(),
                count.waiting(),
                queries.oldest(SHOWN).stream().map(Row::of).toList(),
                queries.forced(null, SHOWN));
    }

    @ReadOperation
    @Nullable
    Detail lock(@Selector String key) {
        return queries.find(key)
                .map(seen -> new Detail(Row.of(seen), queries.queue(key, SHOWN), queries.forced(key, SHOWN)))
                .orElse(null);
    }

    /** Not found if nobody holds it. */
    @DeleteOperation
    WebEndpointResponse<ForcedRelease> forceRelease(@Selector String key, String requestedBy, String note) {
        if (note.isBlank() || note.length() > 1000 || requestedBy.isBlank() || requestedBy.length() > 200) {
            throw new InvalidEndpointRequestException(
                    "who takes a lock from its holder says who and why", "requestedBy or note is missing or too long");
        }
        return locks.forceRelease(key, requestedBy, note)
                .map(WebEndpointResponse::new)
                .orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
    }
}
