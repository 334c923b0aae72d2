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

    private static final String OF_ARTICLE =
            "SELECT s FROM StockLevel s WHERE s.key.sku = :sku ORDER BY s.key.warehouse";

    /** Pages by article, so that the warehouses of one are never torn apart. */
    private static final String PAGE = """
            SELECT *
              FROM stock
             WHERE sku IN (SELECT DISTINCT sku FROM stock WHERE sku > :after ORDER BY sku LIMIT :limit)
             ORDER BY sku, warehouse
            """;

    private final EntityManager entities;

    StockLevels(EntityManager entities) {
        this.entities = entities;
    }

    /** Waits until these articles are ours alone, in all warehouses, until the end of the transaction. */
    public Stock lock(Collection<String> skus) {
        return new Stock(skus.isEmpty() ? List.of() : lockLevels(skus));
    }

    /** An article in all warehouses; empty for one that nobody ever stocked. */
    List<StockLevel> ofArticle(String sku) {
        return entities.createQuery(OF_ARTICLE, StockLevel.class)
                .setParameter("sku", sku)
                .getResultList();
    }

    /** The next articles in the order of their names, each in all warehouses. */
    @SuppressWarnings("unchecked") // the query names the entity
    List<StockLevel> page(String after, int articles) {
        return entities.createNativeQuery(PAGE, StockLevel.class)
                .setParameter("after", after)
                .setParameter("limit", articles)
                .getResultList();
    }

    /** Writes now what would be written at the commit. */
    void flush() {
        entities.flush();
    }

    @SuppressWarnings("unchecked") // the query names the entity
    List<StockLevel> lockLevels(Collection<String> skus) {
        return entities.createNativeQuery(LOCK, StockLevel.class)
                .setParameter("skus", skus.toArray(String[]::new))
                .getResultList();
    }
}
