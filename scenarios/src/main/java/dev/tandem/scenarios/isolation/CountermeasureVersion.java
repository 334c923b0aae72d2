package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;

/**
 * Guide, 'Strategy 4: Version Files / Optimistic Locking': whoever writes says which version was read. (The literature's
 * version file is something else: it records operations that came in the wrong order, so that they can be carried out in
 * the right one.)
 */
public final class CountermeasureVersion implements Story {

    private static final String SKU = "headphones";
    private static final String WAREHOUSE = "W1";

    @Override
    public String name() {
        return "countermeasure-version";
    }

    @Override
    public String about() {
        return "Two people count the same shelf: the second, who saw it before the first wrote, is told to look again.";
    }

    @Override
    public void play(Stage stage) {
        var stockroom = stage.shop().stockroom();
        var timeline = new Timeline(stage, "Clerk A", "Clerk B");
        var seenByA = stockroom.look(SKU);
        var before = seenByA.shelf(WAREHOUSE).onHand();
        timeline.left("sees %d on the shelf, version %s".formatted(before, seenByA.entityTag()));
        var seenByB = stockroom.look(SKU);
        timeline.right("sees %d on the shelf, version %s".formatted(before, seenByB.entityTag()));
        assertThat(seenByB.entityTag()).isEqualTo(seenByA.entityTag());

        var first = stockroom.count(SKU, WAREHOUSE, before + 10, seenByA.entityTag());
        timeline.left("puts 10 on it: %d, version %s".formatted(first.httpStatus(), first.entityTag()));
        assertThat(first.httpStatus()).isEqualTo(200);
        assertThat(first.entityTag()).isNotEqualTo(seenByA.entityTag());

        var stale = stockroom.count(SKU, WAREHOUSE, before - 1, seenByB.entityTag());
        timeline.right("takes 1 off it: %d, it is at %s by now".formatted(stale.httpStatus(), stale.entityTag()));
        assertThat(stale.httpStatus()).isEqualTo(412);
        assertThat(stale.entityTag()).isEqualTo(first.entityTag());
        assertThat(stockroom.look(SKU).shelf(WAREHOUSE).onHand()).isEqualTo(before + 10);

        var blind = stockroom.countBlindly(SKU, WAREHOUSE, before - 1);
        timeline.right("does not say what it saw: " + blind.httpStatus());
        assertThat(blind.httpStatus()).isEqualTo(428);

        var seenAgain = stockroom.look(SKU);
        var second = stockroom.count(SKU, WAREHOUSE, seenAgain.shelf(WAREHOUSE).onHand() - 1, seenAgain.entityTag());
        timeline.right(
                "looks again and takes 1 off: %d, version %s".formatted(second.httpStatus(), second.entityTag()));
        assertThat(second.httpStatus()).isEqualTo(200);
        assertThat(stockroom.look(SKU).shelf(WAREHOUSE).onHand()).isEqualTo(before + 9);

        afterAReservation(stage, timeline, before);
    }

    /** Who counted shelves shall know what was promised meanwhile, so a reservation is a new version as well. */
    private static void afterAReservation(Stage stage, Timeline timeline, int before) {
        var stockroom = stage.shop().stockroom();
        var seen = stockroom.look(SKU);
        timeline.left("sees version " + seen.entityTag());
        var order = stage.shop().placeAndWait(Basket.of("dave").with(SKU, 1));
        assertThat(order.httpStatus()).isEqualTo(201);
        stage.checkSettled(List.of(order.orderId()));
        stage.tell("  │ dave orders one");
        var stale = stockroom.count(SKU, WAREHOUSE, before, seen.entityTag());
        timeline.left("writes: %d, it is at %s by now".formatted(stale.httpStatus(), stale.entityTag()));
        assertThat(stale.httpStatus()).isEqualTo(412);

        var restored = stockroom.count(SKU, WAREHOUSE, before, stale.entityTag());
        timeline.left("with that version: " + restored.httpStatus());
        assertThat(restored.httpStatus()).isEqualTo(200);
        timeline.result("no update is lost: it is refused, and made again on what is true");
    }
}
