package dev.tandem.order.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All customers. */
@Repository
class Customers {

    private static final String ADD = """
            INSERT INTO customer (customer_id, name, registered_at)
            VALUES (:customerId, :name, :registeredAt)
                ON CONFLICT (customer_id) DO NOTHING
            """;

    private static final String PAGE = """
            SELECT customer_id, name, registered_at
              FROM customer
             WHERE customer_id > coalesce(:after, '')
             ORDER BY customer_id
             LIMIT :limit
            """;

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the id was free. */
    boolean add(Customer customer) {
        return jdbc.sql(ADD)
                        .param("customerId", customer.customerId())
                        .param("name", customer.name())
                        .param("registeredAt", customer.registeredAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    List<Customer> page(@Nullable String after, int limit) {
        return jdbc.sql(PAGE)
                .param("after", after)
                .param("limit", limit)
                .query(Customers::customer)
                .list();
    }

    private static Customer customer(ResultSet row, int number) throws SQLException {
        return new Customer(
                row.getString("customer_id"),
                row.getString("name"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant());
    }
}
