package dev.tandem.payment.ledger;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is true of the ledger at any moment, payments under way or not. */
@Configuration(proxyBeanMethods = false)
class LedgerInvariants {

    private static final String UNBALANCED_TRANSFERS = """
            SELECT format('transfer %s has %s entries that sum to %s', transfer_id, count(*), sum(amount))
              FROM ledger_entry
             GROUP BY transfer_id
            HAVING sum(amount) <> 0 OR count(*) <> 2
             LIMIT 100
            """;

    private static final String WRONG_BALANCES = """
            SELECT format('wallet of %s holds %s, its entries sum to %s',
                          customer_id, w.balance, coalesce(e.total, 0.00))
              FROM wallet w
              FULL JOIN (SELECT account AS customer_id, sum(amount) AS total
                           FROM ledger_entry
                          WHERE account NOT LIKE 'system:%'
                          GROUP BY account) e USING (customer_id)
             WHERE w.balance IS DISTINCT FROM coalesce(e.total, 0.00)
                OR w.balance < 0
             LIMIT 100
            """;

    @Bean
    Invariant everyTransferSumsToZero(JdbcClient jdbc) {
        return Invariant.of(
                "ledger-sums-to-zero",
                () -> jdbc.sql(UNBALANCED_TRANSFERS).query(String.class).list());
    }

    @Bean
    Invariant everyWalletIsWhatItsEntriesSay(JdbcClient jdbc) {
        return Invariant.of(
                "wallet-balances-match-ledger",
                () -> jdbc.sql(WRONG_BALANCES).query(String.class).list());
    }
}
