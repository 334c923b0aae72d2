package dev.tandem.inventory.reservation;

import static dev.tandem.inventory.reservation.Shelves.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.contracts.order.OrderLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcingTest {

    private static final OrderLine TWO_LAPTOPS = new OrderLine("laptop", 2);
    private static final OrderLine ONE_BOOK = new OrderLine("book", 1);

    @Test
    void oneWarehouseServesAnOrderThatItHasWhole() {
        var stock = stock().with("laptop", "W1", 2).with("book", "W2", 9).with("laptop", "W2", 5);

        assertThat(Sourcing.of(List.of(TWO_LAPTOPS, ONE_BOOK), stock.build()))
                .isEqualTo(new Sourcing.Enough(
                        List.of(new ReservationLine("book", "W2", 1), new ReservationLine("laptop", "W2", 2))));
    }

    @Test
    void theFirstWarehouseWinsWhereBothWouldDo() {
        var stock = stock().with("laptop", "W2", 2).with("laptop", "W1", 2);

        assertThat(Sourcing.of(List.of(TWO_LAPTOPS), stock.build()))
                .isEqualTo(new Sourcing.Enough(List.of(new ReservationLine("laptop", "W1", 2))));
    }

    @Test
    void anOrderIsSplitThatNoWarehouseHasWhole() {
        var stock = stock().with("laptop", "W1", 1).with("laptop", "W2", 1).with("book", "W2", 1);

        assertThat(Sourcing.of(List.of(TWO_LAPTOPS, ONE_BOOK), stock.build()))
                .isEqualTo(new Sourcing.Enough(List.of(
                        new ReservationLine("book", "W2", 1),
                        new ReservationLine("laptop", "W1", 1),
                        new ReservationLine("laptop", "W2", 1))));
    }

    @Test
    void allWarehousesTogetherMayHaveTooLittle() {
        var stock = stock().with("laptop", "W1", 1).with("laptop", "W2", 0).with("book", "W1", 5);

        assertThat(Sourcing.of(List.of(ONE_BOOK, TWO_LAPTOPS), stock.build()))
                .isEqualTo(new Sourcing.TooLittle("laptop", 2, 1));
    }

    @Test
    void nobodyHasAnArticleThatWasNeverStocked() {
        assertThat(Sourcing.of(List.of(TWO_LAPTOPS), stock().build()))
                .isEqualTo(new Sourcing.TooLittle("laptop", 2, 0));
    }

    @Test
    void anArticleNamedTwiceCountsOnce() {
        var stock = stock().with("laptop", "W1", 3).with("laptop", "W2", 4);

        assertThat(Sourcing.of(List.of(TWO_LAPTOPS, TWO_LAPTOPS), stock.build()))
                .isEqualTo(new Sourcing.Enough(List.of(new ReservationLine("laptop", "W2", 4))));
    }

    @Test
    void quantitiesDoNotOverflow() {
        var lots = new OrderLine("laptop", Integer.MAX_VALUE);

        assertThat(Sourcing.of(
                        List.of(lots, lots), stock().with("laptop", "W1", 1).build()))
                .isEqualTo(new Sourcing.TooLittle("laptop", 2L * Integer.MAX_VALUE, 1));
    }

    @Test
    void hugeStockInBothWarehousesDoesNotOverflow() {
        var lots = new OrderLine("laptop", Integer.MAX_VALUE);
        var stock = stock().with("laptop", "W1", Integer.MAX_VALUE).with("laptop", "W2", Integer.MAX_VALUE);

        assertThat(Sourcing.of(List.of(lots, lots), stock.build()))
                .isEqualTo(new Sourcing.Enough(List.of(
                        new ReservationLine("laptop", "W1", Integer.MAX_VALUE),
                        new ReservationLine("laptop", "W2", Integer.MAX_VALUE))));
    }

    @Test
    void nonsenseIsABugOfTheSender() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sourcing.of(List.of(new OrderLine("laptop", 0)), stock().build()));
        assertThatIllegalArgumentException().isThrownBy(() -> Sourcing.of(List.of(), stock().build()));
    }
}
