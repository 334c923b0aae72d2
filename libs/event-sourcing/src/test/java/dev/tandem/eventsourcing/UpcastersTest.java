package dev.tandem.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpcastersTest {

    private final Upcasters upcasters = new Upcasters(List.of(
            new Upcaster("OrderPlaced", 2, data -> data.put("currency", "EUR")),
            new Upcaster("OrderPlaced", 1, data -> data.set("totalAmount", data.remove("totalPrice")))));

    @Test
    void everyVersionBecomesTheNewestStepByStep() {
        var first = EventJson.parse("{\"totalPrice\": 25.00}");
        var second = EventJson.parse("{\"totalAmount\": 25.00}");
        var third = EventJson.parse("{\"totalAmount\": 25.00, \"currency\": \"EUR\"}");

        assertThat(upcasters.upcast("OrderPlaced", 1, first)).isEqualTo(third);
        assertThat(upcasters.upcast("OrderPlaced", 2, second)).isEqualTo(third);
        assertThat(upcasters.upcast("OrderPlaced", 3, third)).isEqualTo(third);
        assertThat(upcasters.newest("OrderPlaced")).isEqualTo(3);
    }

    @Test
    void whatIsStoredStaysAsItIs() {
        var stored = EventJson.parse("{\"totalPrice\": 1}");

        upcasters.upcast("OrderPlaced", 1, stored);

        assertThat(stored).isEqualTo(EventJson.parse("{\"totalPrice\": 1}"));
    }

    @Test
    void whatIsNewerThanTheCodeIsLeftAlone() {
        var future = EventJson.parse("{\"sum\": 1}");

        assertThat(upcasters.upcast("OrderPlaced", 4, future)).isEqualTo(future);
        assertThat(upcasters.upcast("Unheard", 1, future)).isEqualTo(future);
    }

    @Test
    void aChainWithAGapIsNotMade() {
        assertThatThrownBy(() -> new Upcasters(List.of(new Upcaster("OrderPlaced", 2, data -> data))))
                .hasMessageContaining("OrderPlaced");
        assertThatThrownBy(() -> new Upcasters(List.of(
                        new Upcaster("OrderPlaced", 1, data -> data),
                        new Upcaster("OrderPlaced", 1, data -> JsonNodeFactory.instance.objectNode()))))
                .hasMessageContaining("one each");
    }
}
