package dev.tandem.payment.simulator;

import dev.tandem.messaging.Ids;
import dev.tandem.payment.simulator.GatewayBooks.ChargeRow;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides as a payment gateway does. Each statement is its own transaction, and the key's primary key is the arbiter:
 * of a charge and its cancellation that arrive together, the first to be written wins and the other one finds it.
 */
@Component
class GatewaySimulator {

    private static final int TIMES_A_FLAKY_CARD_FAILS = 2;

    /** What a merchant wants charged. */
    record ChargeOrder(UUID key, UUID orderId, BigDecimal amount, String currency, String token) {}

    /** What became of it. */
    sealed interface ChargeResult {
        /** The books say so; a repeat is told the same. */
        record Booked(ChargeRow charge, boolean slow) implements ChargeResult {}

        /** The key belongs to another charge. */
        record KeyReused() implements ChargeResult {}

        /** Out of order: nothing was charged. */
        record Unavailable() implements ChargeResult {}
    }

    /** What became of a refund; without a charge nothing was refunded, and never will have to be. */
    record RefundResult(ChargeRow charge, @Nullable String refundId) {}

    private final GatewayBooks books;

    GatewaySimulator(GatewayBooks books) {
        this.books = books;
    }

    ChargeResult charge(ChargeOrder order) {
        var card = SimulatedCard.of(order.token());
        var known = books.find(order.key());
        if (known.isPresent()) {
            return booked(order, known.get(), card);
        }
        return switch (card) {
            case VISA, SLOW -> booked(order, books.record(made(order)), card);
            case DECLINED, UNKNOWN -> booked(order, books.record(declined(order, "card_declined")), card);
            case INSUFFICIENT_FUNDS -> booked(order, books.record(declined(order, "insufficient_funds")), card);
            case UNAVAILABLE -> new ChargeResult.Unavailable();
            case FLAKY ->
                books.countFailure(order.key()) <= TIMES_A_FLAKY_CARD_FAILS
                        ? new ChargeResult.Unavailable()
                        : booked(order, books.record(made(order)), card);
        };
    }

    RefundResult refund(UUID chargeKey) {
        var charge = books.findOrVoid(chargeKey);
        return charge.status().equals("CHARGED")
                ? new RefundResult(charge, books.refund(chargeKey, "re_" + Ids.next()))
                : new RefundResult(charge, null);
    }

    private static ChargeResult booked(ChargeOrder order, ChargeRow charge, SimulatedCard card) {
        var another = charge.amount() != null && charge.amount().compareTo(order.amount()) != 0;
        return another ? new ChargeResult.KeyReused() : new ChargeResult.Booked(charge, card == SimulatedCard.SLOW);
    }

    private static ChargeRow made(ChargeOrder order) {
        return row(order, "ch_" + Ids.next(), "CHARGED", null);
    }

    private static ChargeRow declined(ChargeOrder order, String code) {
        return row(order, null, "DECLINED", code);
    }

    private static ChargeRow row(ChargeOrder order, @Nullable String chargeId, String status, @Nullable String code) {
        return new ChargeRow(
                order.key(),
                chargeId,
                status,
                code,
                order.orderId(),
                order.amount(),
                order.currency(),
                BigDecimal.ZERO);
    }
}
