package dev.tandem.payment;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.payment.PayOrder;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.ReplyTo;
import dev.tandem.payment.PaymentStatus.Happening;
import dev.tandem.payment.gateway.Charge;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The payment of one order, or the memory that there must be none. Every change is a {@link Happening} that
 * {@link PaymentStatus} allows; a method tells whether it changed anything. Whoever changes it has locked its row.
 */
@Entity
class Payment {

    /** Where the money comes from. */
    enum Method {
        WALLET,
        CARD
    }

    @Id
    private UUID id;

    private UUID orderId;

    @Enumerated(EnumType.STRING)
    private PaymentStatus status;

    private @Nullable String customerId;
    private @Nullable BigDecimal amount;
    private @Nullable String currency;

    @Enumerated(EnumType.STRING)
    private @Nullable Method method;

    private @Nullable String cardToken;

    @Enumerated(EnumType.STRING)
    private @Nullable CancellationReason reason;

    private @Nullable String detail;
    private @Nullable String chargeReference;
    private @Nullable Instant chargedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private Origin origin;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable ReplyTo replyTo;

    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway") // filled by JPA
    protected Payment() {}

    private Payment(UUID id, UUID orderId, PaymentStatus status, Origin origin, Instant now) {
        this.id = id;
        this.orderId = orderId;
        this.status = status;
        this.origin = origin;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** A payment that is wanted, and that nothing has been done for. */
    static Payment wanted(ProcessPayment command, Origin origin, Instant now) {
        var payment = new Payment(Ids.next(), command.orderId(), PaymentStatus.PENDING, origin, now);
        payment.customerId = command.customerId();
        payment.amount = command.amount().setScale(2); // more than cents is nobody's price: refuse to round
        payment.currency = command.currency();
        switch (command.method()) {
            case PaymentMethod.Wallet() -> payment.method = Method.WALLET;
            case PaymentMethod.Card(var token) -> {
                payment.method = Method.CARD;
                payment.cardToken = Objects.requireNonNull(token, "a card without a token");
            }
        }
        return payment;
    }

    /** The same, by wallet and under the id that whoever asks has chosen for it. */
    static Payment wanted(PayOrder order, Origin origin, Instant now) {
        var payment = new Payment(order.paymentId(), order.orderId(), PaymentStatus.PENDING, origin, now);
        payment.customerId = order.customerId();
        payment.amount = order.amount().setScale(2);
        payment.currency = order.currency();
        payment.method = Method.WALLET;
        return payment;
    }

    /** A tombstone: the refund came first, and the payment, should it come, is to be refused. */
    static Payment neverToBe(UUID orderId, CancellationReason reason, Origin origin, Instant now) {
        var payment = new Payment(Ids.next(), orderId, PaymentStatus.CANCELLED, origin, now);
        payment.reason = reason;
        payment.detail = "refunded before it was made";
        return payment;
    }

    /** The money is the merchant's, by this charge or transfer. */
    boolean capture(String newChargeReference, Instant now) {
        if (!becomes(Happening.CHARGED, now)) {
            return false;
        }
        recordCharge(newChargeReference, now);
        return true;
    }

    /** The money did not move and will not. */
    boolean decline(CancellationReason why, String newDetail, Instant now) {
        if (!becomes(Happening.DECLINED, now)) {
            return false;
        }
        reason = why;
        detail = newDetail;
        return true;
    }

    /** True if now something has to be given back, or it has to be found out whether there is something. */
    boolean askRefund(CancellationReason why, Instant now) {
        if (!becomes(Happening.REFUND_ASKED, now)) {
            return false;
        }
        reason = why;
        return true;
    }

    /**
     * The money went back.
     *
     * @param charge what was given back: known already, or news if the charge's own answer was never heard
     */
    boolean giveBack(String charge, Instant now) {
        if (chargeReference != null && !chargeReference.equals(charge)) {
            throw new IllegalStateException(
                    "payment %s was charged as %s, but %s was refunded".formatted(id, chargeReference, charge));
        }
        if (!becomes(Happening.GIVEN_BACK, now)) {
            return false;
        }
        if (chargeReference == null) {
            recordCharge(charge, now);
        }
        return true;
    }

    /** There was nothing to give back. */
    boolean nothingCharged(Instant now) {
        if (isCharged() && status == PaymentStatus.REFUND_PENDING) {
            throw new IllegalStateException(
                    "payment %s was charged as %s, of which the gateway knows nothing".formatted(id, chargeReference));
        }
        return becomes(Happening.NOTHING_CHARGED, now);
    }

    /**
     * An order has one payment, so a repeated command must ask for the same one.
     *
     * @throws IllegalStateException if it does not
     */
    void requireSameAs(ProcessPayment command) {
        if (amount != null
                && (amount.compareTo(command.amount()) != 0
                        || !command.customerId().equals(customerId)
                        || !command.currency().equals(currency))) {
            throw new IllegalStateException("order %s is to be paid with %s %s by %s, and again with %s %s by %s"
                    .formatted(
                            orderId,
                            amount,
                            currency,
                            customerId,
                            command.amount(),
                            command.currency(),
                            command.customerId()));
        }
    }

    /** The saga that waits for the gateway's answer, if one does. */
    Optional<UUID> waitingSaga() {
        return Optional.ofNullable(replyTo).map(waiting -> waiting.step().sagaId());
    }

    /** Remembers who is to be told when the outcome is known. Of several, the newest: it replaces those given up. */
    void promiseAnswer(@Nullable ReplyTo newReplyTo, Origin newOrigin) {
        replyTo = newReplyTo;
        origin = newOrigin;
    }

    /** Who is to be told. Each is told once. */
    @Nullable
    ReplyTo takeReplyTo() {
        var waiting = replyTo;
        replyTo = null;
        return waiting;
    }

    private boolean becomes(Happening happening, Instant now) {
        var next = status.on(happening);
        if (next == status) {
            return false;
        }
        status = next;
        updatedAt = now;
        if (next != PaymentStatus.PENDING) {
            cardToken = null; // nothing is charged from here on
        }
        return true;
    }

    private void recordCharge(String reference, Instant now) {
        chargeReference = reference;
        chargedAt = now;
    }

    /** Whether the books show that money was taken, given back or not. */
    boolean isCharged() {
        return chargeReference != null;
    }

    /** What took the money; only of a payment that {@link #isCharged}. */
    String chargeReference() {
        return Objects.requireNonNull(chargeReference);
    }

    boolean isBy(Method asked) {
        return method == asked;
    }

    /** What the gateway is asked while this is a pending card payment. */
    Charge toCharge() {
        return new Charge(id, orderId, amount(), currency(), Objects.requireNonNull(cardToken));
    }

    /** Only of a payment that was wanted once. */
    Method method() {
        return Objects.requireNonNull(method);
    }

    UUID id() {
        return id;
    }

    UUID orderId() {
        return orderId;
    }

    PaymentStatus status() {
        return status;
    }

    /** Only of a payment that was wanted once. */
    String customerId() {
        return Objects.requireNonNull(customerId);
    }

    /** Only of a payment that was wanted once. */
    BigDecimal amount() {
        return Objects.requireNonNull(amount);
    }

    /** Only of a payment that was wanted once. */
    String currency() {
        return Objects.requireNonNull(currency);
    }

    /** Only of a payment that ended otherwise than captured. */
    CancellationReason reason() {
        return Objects.requireNonNull(reason);
    }

    PaymentView toView(@Nullable Refund refund) {
        var charge = chargeReference == null || chargedAt == null
                ? null
                : new PaymentView.Charge(chargeReference, amount(), chargedAt);
        var refunds = refund == null ? List.<PaymentView.Refund>of() : List.of(refund.toView());
        return new PaymentView(
                id,
                orderId,
                customerId,
                amount,
                currency,
                method,
                status,
                reason,
                detail,
                charge,
                refunds,
                createdAt,
                updatedAt);
    }

    /** Only of a payment that ended otherwise than captured. */
    String detail() {
        return Objects.requireNonNullElse(detail, status.name());
    }

    Origin origin() {
        return origin;
    }
}
