package dev.tandem.order.catalogue;

import dev.tandem.order.domain.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All articles, by SKU. */
@Repository
class Catalogue {

    private static final String PAGE = """
            SELECT sku, name, price, :currency AS currency
              FROM article
             WHERE sku > coalesce(:after, '')
             ORDER BY sku
             LIMIT :limit
            """;

    private final JdbcClient jdbc;

    Catalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Article> page(@Nullable String after, int limit) {
        return jdbc.sql(PAGE)
                .param("currency", Terms.CURRENCY)
                .param("after", after)
                .param("limit", limit)
                .query(Article.class)
                .list();
    }
}
