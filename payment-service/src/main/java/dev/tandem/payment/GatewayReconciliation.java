package dev.tandem.payment;

import static java.util.stream.Collectors.toMap;

import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.payment.gateway.ChargeRecord;
import dev.tandem.payment.gateway.GatewayTrouble;
import dev.tandem.payment.gateway.PaymentGateway;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the gateway's books with ours, charge by charge, as an accountant would: over the gateway's own interface.
 * What it charged minus what it refunded is what our ledger says of each card payment, and it has charged nothing that
 * is not on our books. Since an order has one payment, nobody was then charged twice for an order.
 *
 * <p>Both lists are read side by side in the order of the payment's id, a page at a time. Payments whose outcome is
 * still open may differ. So may one that moved between the two reads, which is why a difference is looked at again.
 */
class GatewayReconciliation implements Invariant {

    private static final int MOST_VIOLATIONS = 100;

    private static final UUID FIRST = new UUID(0, 0);

    private static final String OUR_BOOKS = """
            SELECT p.id, p.order_id, p.status IN ('PENDING', 'REFUND_PENDING') AS open,
                   coalesce((SELECT -sum(e.amount)
                               FROM ledger_entry e
                              WHERE e.account = 'system:gateway'
                                AND e.payment_id = p.id), 0.00) AS net
              FROM payment p
             WHERE p.method = 'CARD'
               AND p.id > :after
               AND (cast(:upTo AS uuid) IS NULL OR p.id <= :upTo)
            """;

    /** A card payment as our ledger has it; open, if its outcome is not known yet. */
    private record OurRow(UUID id, UUID orderId, boolean open, BigDecimal net) {}

    /** A key about which the two books do not say the same. */
    private record Difference(
            UUID key, @Nullable UUID orderId, @Nullable BigDecimal ours, BigDecimal theirs) {

        @Override
        public String toString() {
            return "payment %s of order %s: the gateway has taken %s, our books say %s"
                    .formatted(key, orderId, theirs, ours == null ? "that there is no such payment" : ours);
        }
    }

    private final JdbcClient jdbc;
    private final PaymentGateway gateway;

    GatewayReconciliation(JdbcClient jdbc, PaymentGateway gateway) {
        this.jdbc = jdbc;
        this.gateway = gateway;
    }

    @Override
    public String name() {
        return "card-payments-match-gateway";
    }

    @Override
    public List<String> check() {
        try {
            return differences().stream()
                    .limit(MOST_VIOLATIONS)
                    .flatMap(this::lookAgain)
                    .map(Difference::toString)
                    .toList();
        } catch (GatewayTrouble trouble) {
            return List.of("cannot be compared, the gateway does not show its books: " + trouble.getMessage());
        }
    }

    private List<Difference> differences() {
        var differences = new ArrayList<Difference>();
        var after = FIRST;
        String cursor = null;
        do {
            var page = gateway.charges(cursor);
            cursor = page.next();
            var upTo = cursor == null ? null : page.items().getLast().key();
            differences.addAll(compare(ours(after, upTo), page.items()));
            after = upTo;
        } while (after != null);
        return differences;
    }

    private static List<Difference> compare(Map<UUID, OurRow> ours, List<ChargeRecord> theirs) {
        var differences = new ArrayList<Difference>();
        var unmatched = new HashMap<>(ours);
        for (var charge : theirs) {
            var row = unmatched.remove(charge.key());
            if (row == null && charge.net().signum() != 0) {
                differences.add(new Difference(charge.key(), charge.orderId(), null, charge.net()));
            } else if (row != null && !row.open() && row.net().compareTo(charge.net()) != 0) {
                differences.add(new Difference(charge.key(), row.orderId(), row.net(), charge.net()));
            }
        }
        for (var row : unmatched.values()) {
            if (!row.open() && row.net().signum() != 0) {
                differences.add(new Difference(row.id(), row.orderId(), row.net(), BigDecimal.ZERO));
            }
        }
        return differences;
    }

    private Stream<Difference> lookAgain(Difference suspect) {
        var orderId = suspect.orderId();
        var theirs = orderId == null
                ? List.<ChargeRecord>of()
                : gateway.chargesOf(orderId).stream()
                        .filter(charge -> charge.key().equals(suspect.key()))
                        .toList();
        return compare(ours(predecessor(suspect.key()), suspect.key()), theirs).stream();
    }

    private Map<UUID, OurRow> ours(UUID after, @Nullable UUID upTo) {
        return jdbc.sql(OUR_BOOKS).param("after", after).param("upTo", upTo).query(OurRow.class).list().stream()
                .collect(toMap(OurRow::id, Function.identity()));
    }

    /** The largest key below this one, as PostgreSQL sorts them. */
    private static UUID predecessor(UUID key) {
        return key.getLeastSignificantBits() == 0
                ? new UUID(key.getMostSignificantBits() - 1, -1)
                : new UUID(key.getMostSignificantBits(), key.getLeastSignificantBits() - 1);
    }
}
