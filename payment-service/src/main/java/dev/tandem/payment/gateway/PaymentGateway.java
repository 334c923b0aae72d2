package dev.tandem.payment.gateway;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Charges cards. Every question carries the payment's id as its idempotency key: asking again is always safe, and the
 * second answer is the first one.
 *
 * <p>Never call it inside a database transaction: a rollback undoes no charge, and a slow answer holds a connection.
 */
public interface PaymentGateway {

    /** Takes the money, once per payment. */
    ChargeAnswer charge(Charge charge);

    /**
     * Gives back what {@link #charge} took for this payment, once. Names the payment and not the charge, because it
     * must also work when nobody has heard what became of the charge: as a reversal in the card networks does, it
     * cancels a charge that has not arrived yet, so that one arriving later is refused.
     */
    RefundAnswer refund(UUID paymentId);

    /** False while so much goes wrong that questions are kept from the gateway: the answer would be {@code NotAsked}. */
    boolean takesQuestions();

    /**
     * One page of the gateway's own records, in the order of their keys.
     *
     * @param cursor {@link ChargePage#next} of the page before, {@code null} for the first
     * @throws GatewayTrouble if it cannot be had now
     */
    ChargePage charges(@Nullable String cursor);

    /**
     * The gateway's own records of one order.
     *
     * @throws GatewayTrouble if they cannot be had now
     */
    List<ChargeRecord> chargesOf(UUID orderId);
}
