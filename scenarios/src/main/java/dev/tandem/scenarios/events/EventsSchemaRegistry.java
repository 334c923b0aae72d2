package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Schema Registry'. */
public final class EventsSchemaRegistry implements Story {

    @Override
    public String name() {
        return "events-schema-registry";
    }

    @Override
    public String about() {
        return "A change that old events would not fit is refused, and so is an event that does not fit: each naming the field.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var type = "Placed" + UUID.randomUUID().toString().replace("-", "");
        var total = Map.of("total", Map.of("type", "number"));
        assertThat(journal.register(type, 1, Map.of("required", List.of("total"), "properties", total))
                        .status())
                .isEqualTo(201);

        var deleted = journal.register(type, 2, Map.of("properties", Map.of()));
        stage.tell("a version without 'total': %d, %s".formatted(deleted.status(), deleted.fields()));
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(deleted.fields()).containsExactly("total");
        var required = journal.register(type, 2, Map.of("required", List.of("total", "currency"), "properties", total));
        stage.tell("a new field that is required: %d, %s".formatted(required.status(), required.fields()));
        assertThat(required.fields()).containsExactly("currency");

        var stream = "registry-" + UUID.randomUUID();
        var refused = journal.append(stream, Event.of(type, Map.of("total", "much")));
        stage.tell("an event with the total 'much': %d, %s".formatted(refused.status(), refused.fields()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fields()).containsExactly("[0].data.total");
        assertThat(journal.append(stream, Event.of(type, Map.of("total", 25))).status())
                .isEqualTo(201);
    }
}
