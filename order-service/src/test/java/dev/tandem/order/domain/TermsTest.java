package dev.tandem.order.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.Ids;
import dev.tandem.order.Samples;
import dev.tandem.order.domain.Objection.Reason;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TermsTest {

    private static final Terms TERMS = new Terms(Map.of("book", new BigDecimal("25.00")), Set.of("alice"));

    @Test
    void nobodyObjectsToABook() {
        assertThat(TERMS.objectionsTo(Samples.createOrder(Ids.next(), new OrderLine("book", 10_000))))
                .isEmpty();
    }

    @Test
    void everyObjectionNamesItsField() {
        var wish = Samples.createOrder(
                Ids.next(),
                "mallory",
                new OrderLine("moon", 1),
                new OrderLine("book", 0),
                new OrderLine("book", 10_001));

        assertThat(TERMS.objectionsTo(wish))
                .extracting(Objection::field, Objection::reason)
                .containsExactly(
                        tuple("customerId", Reason.UNKNOWN_CUSTOMER),
                        tuple("items[0].sku", Reason.UNKNOWN_ARTICLE),
                        tuple("items[1].quantity", Reason.INVALID_QUANTITY),
                        tuple("items[2].sku", Reason.DUPLICATE_ARTICLE),
                        tuple("items[2].quantity", Reason.INVALID_QUANTITY));
    }

    @Test
    void anOrderHasOneToAHundredItems() {
        var none = Samples.createOrder(Ids.next());
        var tooMany = Samples.createOrder(
                Ids.next(),
                IntStream.range(0, 101).mapToObj(i -> new OrderLine("book", 1)).toArray(OrderLine[]::new));

        assertThat(TERMS.objectionsTo(none)).extracting(Objection::field).containsExactly("items");
        assertThat(TERMS.objectionsTo(tooMany)).extracting(Objection::field).contains("items");
    }
}
