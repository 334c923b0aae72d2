package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Guide, 'Partition Strategy'. */
public final class EventsPartitions implements Story {

    @Override
    public String name() {
        return "events-partitions";
    }

    @Override
    public String about() {
        return "Streams are spread over partitions by hash; what one order is about, in whichever service, is in one.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var before = journal.partitions();
        for (var i = 0; i < 64; i++) {
            var key = UUID.randomUUID();
            journal.append("order-" + key, Event.of("Spread", Map.of()));
        }
        var after = journal.partitions();
        stage.tell("64 streams more, events in each partition: %s".formatted(after));
        assertThat(after).hasSize(8);
        assertThat(after.stream().mapToLong(Long::longValue).sum())
                .isGreaterThanOrEqualTo(
                        before.stream().mapToLong(Long::longValue).sum() + 64);

        var key = UUID.randomUUID();
        var one = journal.partitions();
        for (var kind : new String[] {"order-", "payment-", "inventory-", "shipping-"}) {
            journal.append(kind + key, Event.of("Together", Map.of()));
        }
        var grown = journal.partitions();
        var most = IntStream.range(0, one.size())
                .mapToLong(i -> grown.get(i) - one.get(i))
                .max()
                .orElseThrow();
        stage.tell("four services' streams about %s are in one of them".formatted(key));
        assertThat(most).isGreaterThanOrEqualTo(4);
    }
}
