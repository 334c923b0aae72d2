package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Guide, 'Event Ordering'. */
public final class EventsGlobalOrder implements Story {

    @Override
    public String name() {
        return "events-global-order";
    }

    @Override
    public String about() {
        return "Readers follow the log while many write to it, and a crash in between: each sees every event once, in order.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var last = journal.projections().stream()
                .mapToLong(projection -> projection.position() + projection.lag())
                .max()
                .orElseThrow();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, WRITERS)
                    .mapToObj(i -> threads.submit(() -> write(stage, journal)))
                    .toList();
            var reader = threads.submit(() -> follow(stage, journal, last));
            stage.kill("event-store-service");
            stage.start("event-store-service");
            for (var writer : writers) {
                writer.get();
            }
            stage.tell("%d events of %d writers, read as they came, positions without a gap: %d"
                    .formatted(EVENTS * WRITERS, WRITERS, reader.get()));
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("somebody missed something", e);
        }
    }

    private static final int WRITERS = 8;
    private static final int EVENTS = 25;

    /** As a client does that gets no answer: the same event again, until there is one. */
    private static void write(Stage stage, Journal journal) {
        var stream = "writer-" + UUID.randomUUID();
        for (var i = 0; i < EVENTS; i++) {
            var event = Event.of("Written", Map.of("number", i, "writer", stream));
            stage.awaitThat(
                    "event %d of %s is written".formatted(i, stream),
                    () -> journal.append(stream, event).status() < 300);
        }
    }

    private static int follow(Stage stage, Journal journal, long after) {
        var reader = new Object() {
            long position = after;
            int seen;
        };
        stage.awaitThat("a reader sees all of them", () -> {
            for (var event : journal.log(reader.position, 100)) {
                assertThat(event.position()).isEqualTo(reader.position + 1);
                reader.position = event.position();
                reader.seen += event.type().equals("Written") ? 1 : 0;
            }
            return reader.seen >= EVENTS * WRITERS;
        });
        return reader.seen;
    }
}
