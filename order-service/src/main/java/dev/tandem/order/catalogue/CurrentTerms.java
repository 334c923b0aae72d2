package dev.tandem.order.catalogue;

import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.order.domain.Terms;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Looks up who may order what at which price, once for many orders. */
@Repository
public class CurrentTerms {

    private static final String PRICES = """
            SELECT sku, price
              FROM article
             WHERE sku = ANY (:skus)
            """;

    private static final String CUSTOMERS = """
            SELECT customer_id
              FROM customer
             WHERE customer_id = ANY (:customerIds)
            """;

    private final JdbcClient jdbc;

    CurrentTerms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What must be known to decide about the commands. */
    public Terms concerning(Collection<? extends OrderCommand> commands) {
        var skus = new TreeSet<String>();
        var customerIds = new TreeSet<String>();
        for (var command : commands) {
            if (command instanceof CreateOrder wish) {
                customerIds.add(wish.customerId());
                wish.items().stream().map(OrderLine::sku).forEach(skus::add);
            }
        }
        return customerIds.isEmpty() ? Terms.NONE : new Terms(prices(skus), customers(customerIds));
    }

    private Map<String, BigDecimal> prices(Set<String> skus) {
        return jdbc
                .sql(PRICES)
                .param("skus", skus.toArray(String[]::new))
                .query((row, number) -> Map.entry(row.getString("sku"), row.getBigDecimal("price")))
                .list() // a stream would keep its connection where no transaction gives it back
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Set<String> customers(Set<String> customerIds) {
        return new HashSet<>(jdbc.sql(CUSTOMERS)
                .param("customerIds", customerIds.toArray(String[]::new))
                .query(String.class)
                .list());
    }
}
