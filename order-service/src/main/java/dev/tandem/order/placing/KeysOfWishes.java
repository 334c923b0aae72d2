package dev.tandem.order.placing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.idempotency.Attempt;
import dev.tandem.idempotency.Claim;
import dev.tandem.idempotency.JdbcRecords;
import dev.tandem.idempotency.JdbcRecords.Opening;
import dev.tandem.idempotency.LongOperation;
import dev.tandem.idempotency.StoredAnswer;
import dev.tandem.order.domain.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Claims the keys of requests in the transaction that places their orders. A key comes with the order's id, so that
 * whoever takes over from a dead process finds the order; and with its answer, if that is known by then. So an order
 * costs one more row and no more round trips or commits.
 */
@Component
class KeysOfWishes {

    private final ObjectProvider<JdbcRecords> records;
    private final ObjectMapper json;

    KeysOfWishes(ObjectProvider<JdbcRecords> records, ObjectMapper json) {
        this.records = records;
        this.json = json;
    }

    /** What the wishes that have a key meet, by the order that each wants; the others are missing. */
    Map<UUID, Claim> claim(List<Wish> wishes, Terms current) {
        var orderIds = new ArrayList<UUID>();
        var openings = new ArrayList<Opening>();
        for (var wish : wishes) {
            if (wish.key() != null) {
                orderIds.add(wish.order().orderId());
                openings.add(opening(wish, wish.key(), current));
            }
        }
        var claims = new HashMap<UUID, Claim>();
        if (!openings.isEmpty()) {
            var met = records.getObject().claim(openings);
            for (var i = 0; i < met.size(); i++) {
                claims.put(orderIds.get(i), met.get(i));
            }
        }
        return claims;
    }

    private Opening opening(Wish wish, RequestKey key, Terms current) {
        Attempt attempt = key.attempt();
        var orderId = wish.order().orderId().toString();
        return key.answersAtOnce()
                ? new Opening(attempt, orderId, accepted(AcceptedOrder.of(current.accept(wish.order()))))
                : new Opening(attempt, orderId, null);
    }

    /** As the controller answers it. */
    private StoredAnswer accepted(AcceptedOrder order) {
        return new LongOperation<>(order.statusUrl(), order).recorded(json);
    }
}
