package dev.tandem.eventstore.log;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.LogSignal;
import dev.tandem.eventsourcing.Upcasters;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the log to those who follow it, from wherever they want, as fast as each can take it. Each has a virtual thread
 * that reads on from its own position and, at the end, waits to be told that there is more; so nobody is skipped for
 * being slow, and nobody polls. Thread-safe.
 */
@Component
class LiveFeed {

    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);

    private static final int PAGE = 500;
    private static final int MOST_FOLLOWERS = 1000;

    /** So that a follower who is gone is noticed, and one who is there sees that we are. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final LogReader reader;
    private final LogSignal signal;
    private final Upcasters upcasters;
    private final Set<Thread> followers = ConcurrentHashMap.newKeySet();

    LiveFeed(LogReader reader, LogSignal signal, Upcasters upcasters) {
        this.reader = reader;
        this.signal = signal;
        this.upcasters = upcasters;
    }

    SseEmitter follow(long after) {
        if (followers.size() >= MOST_FOLLOWERS) {
            throw Problem.of(503, "overloaded", "%d follow the log already.".formatted(MOST_FOLLOWERS))
                    .retryAfter(Duration.ofSeconds(10));
        }
        var emitter = new SseEmitter(0L); // as long as the client stays
        var follower = Thread.ofVirtual().name("live-feed").unstarted(() -> send(emitter, after));
        emitter.onError(gone -> follower.interrupt());
        followers.add(follower);
        follower.start();
        return emitter;
    }

    private void send(SseEmitter emitter, long after) {
        try {
            emitter.send(SseEmitter.event().comment("from " + after)); // the answer begins, also if nothing happens
            var position = after;
            while (!Thread.currentThread().isInterrupted()) {
                position = sendPage(emitter, position);
                if (signal.awaitBeyond(position, HEARTBEAT) <= position) {
                    emitter.send(SseEmitter.event().comment("still here"));
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            log.debug("a follower has gone: {}", e.toString());
        } catch (InterruptedException e) {
            emitter.complete();
        } catch (DataAccessException e) {
            emitter.completeWithError(e); // it comes again, with the last position that it has seen
        } finally {
            followers.remove(Thread.currentThread());
        }
    }

    private long sendPage(SseEmitter emitter, long after) throws IOException {
        var last = after;
        for (var event : reader.after(after, PAGE)) {
            emitter.send(SseEmitter.event()
                    .id(Long.toString(event.position()))
                    .name(event.type())
                    .data(EventView.of(event, upcasters), MediaType.APPLICATION_JSON));
            last = event.position();
        }
        return last;
    }

    /** The web server waits for requests to end before it stops; these would never. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        followers.forEach(Thread::interrupt);
    }
}
