package dev.tandem.inventory.stock;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryEvent.StockChanged;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Somebody counted the shelves, or goods came in: what is on hand is now so many. */
@Component
class CountingStock {

    private final StockLevels stockLevels;
    private final Outbox outbox;

    CountingStock(StockLevels stockLevels, Outbox outbox) {
        this.stockLevels = stockLevels;
        this.outbox = outbox;
    }

    /** What came of it. */
    sealed interface Outcome {

        /** The shelves are as counted. */
        record Counted(Article article, EntityTag tag) implements Outcome {}

        /** Nobody ever stocked this. */
        record UnknownArticle() implements Outcome {}

        /** The article is kept elsewhere. */
        record UnknownWarehouse(List<String> known) implements Outcome {}

        /** The article changed since the caller looked. */
        record Stale(EntityTag current) implements Outcome {}

        /** More is promised to orders than would be there. */
        record BelowReserved(int reserved) implements Outcome {}
    }

    /**
     * Sets what is on hand, if the article is still as the caller saw it (guide, 'Version Files / Optimistic Locking'),
     * against lost updates: of two people who counted the same shelf, the second one has to look again. The same
     * count again changes nothing and is told to nobody.
     */
    @Transactional
    public Outcome count(StockKey key, int onHand, String ifMatch) {
        var levels = stockLevels.lockLevels(List.of(key.sku()));
        if (levels.isEmpty()) {
            return new Outcome.UnknownArticle();
        }
        var tag = EntityTag.of(levels);
        if (!tag.matches(ifMatch)) {
            return new Outcome.Stale(tag);
        }
        var level = levels.stream().filter(it -> it.key().equals(key)).findFirst();
        if (level.isEmpty()) {
            return new Outcome.UnknownWarehouse(
                    levels.stream().map(it -> it.key().warehouse()).toList());
        }
        return count(level.get(), onHand, levels);
    }

    private Outcome count(StockLevel level, int onHand, List<StockLevel> article) {
        if (onHand < level.reserved()) {
            return new Outcome.BelowReserved(level.reserved());
        }
        if (onHand != level.onHand()) {
            level.count(onHand);
            var key = level.key();
            outbox.send(Message.event(
                    Topics.INVENTORY_EVENTS, key.sku(), new StockChanged(key.sku(), key.warehouse(), onHand)));
            stockLevels.flush(); // the new tag needs the new version
        }
        return new Outcome.Counted(Article.of(article), EntityTag.of(article));
    }
}
