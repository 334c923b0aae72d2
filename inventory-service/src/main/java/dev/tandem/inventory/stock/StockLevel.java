package dev.tandem.inventory.stock;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/**
 * How many units of an article one warehouse has, and how many of them are promised to orders.
 *
 * <p>Whoever changes it has locked its row before ({@link StockLevels#lock}). The version is the second line of
 * defence, and the entity tag that HTTP clients compare (guide, 'Version Files / Optimistic Locking').
 */
@Entity
@Table(name = "stock")
public class StockLevel {

    @EmbeddedId
    private StockKey key;

    private int onHand;
    private int reserved;

    @Version
    private int version;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected StockLevel() {}

    public StockLevel(StockKey key, int onHand) {
        this.key = key;
        this.onHand = onHand;
    }

    /** Promises units that are free. */
    void reserve(int quantity) {
        if (quantity > available()) {
            throw new IllegalStateException("%s has %d units free, not %d".formatted(key, available(), quantity));
        }
        reserved += quantity;
    }

    /** Takes a promise back. */
    void release(int quantity) {
        if (quantity > reserved) {
            throw new IllegalStateException("%s has %d units reserved, not %d".formatted(key, reserved, quantity));
        }
        reserved -= quantity;
    }

    /** Somebody counted. */
    void count(int units) {
        if (units < reserved) {
            throw new IllegalStateException("%s has %d units reserved, more than %d".formatted(key, reserved, units));
        }
        onHand = units;
    }

    public StockKey key() {
        return key;
    }

    public int onHand() {
        return onHand;
    }

    public int reserved() {
        return reserved;
    }

    /** What the next order may have. */
    public int available() {
        return onHand - reserved;
    }

    int version() {
        return version;
    }
}
