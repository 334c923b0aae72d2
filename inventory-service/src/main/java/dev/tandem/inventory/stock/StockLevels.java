package dev.tandem.inventory.stock;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;

/** The rows of the table {@code stock}. */
@Repository
public class StockLevels {

    /** Everybody locks in the order of the keys, so transactions wait for each other but never in a circle. */
    private static final String LOCK = """
            SELECT *
              FROM stock
             WHERE sku = ANY (:skus)
             ORDER BY sku, warehouse
               FOR NO KEY UPDATE
            """;

    private final EntityManager entities;

    StockLevels(EntityManager entities) {
        this.entities = entities;
    }

    /** Waits until these articles are ours alone, in all warehouses, until the end of the transaction. */
    public Stock lock(Collection<String> skus) {
        return new Stock(lockLevels(skus));
    }

    @SuppressWarnings("unchecked") // the query names the entity
    List<StockLevel> lockLevels(Collection<String> skus) {
        return entities.createNativeQuery(LOCK, StockLevel.class)
                .setParameter("skus", skus.toArray(String[]::new))
                .getResultList();
    }
}
