package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.shop.Stockroom;

/**
 * An article of which, as long as the story needs it, only so many units can be had, all of them in one warehouse. What
 * is missing then comes back.
 */
final class ScarceArticle implements AutoCloseable {

    /** In the order in which they are emptied; whatever is to be had is in the first. */
    private static final String FIRST = "W1";

    private static final String SECOND = "W2";

    private final Stockroom stockroom;
    private final String sku;
    private final int takenFromFirst;
    private final int takenFromSecond;

    private ScarceArticle(Stockroom stockroom, String sku, int takenFromFirst, int takenFromSecond) {
        this.stockroom = stockroom;
        this.sku = sku;
        this.takenFromFirst = takenFromFirst;
        this.takenFromSecond = takenFromSecond;
    }

    /** Takes all but so many units away. */
    static ScarceArticle of(Stage stage, String sku, int units) {
        var stockroom = stage.shop().stockroom();
        var look = stockroom.look(sku);
        var scarce = new ScarceArticle(
                stockroom,
                sku,
                look.shelf(FIRST).available() - units,
                look.shelf(SECOND).available());
        scarce.add(FIRST, -scarce.takenFromFirst);
        scarce.add(SECOND, -scarce.takenFromSecond);
        assertThat(stage.shop().stock(sku).available()).isEqualTo(units);
        return scarce;
    }

    /** Counts again for as long as somebody orders in between. */
    private void add(String warehouse, int units) {
        Stockroom.Count count;
        do {
            var look = stockroom.look(sku);
            count = stockroom.count(sku, warehouse, look.shelf(warehouse).onHand() + units, look.entityTag());
        } while (count.httpStatus() == 412);
        assertThat(count.httpStatus()).isEqualTo(200);
    }

    @Override
    public void close() {
        add(FIRST, takenFromFirst);
        add(SECOND, takenFromSecond);
    }
}
