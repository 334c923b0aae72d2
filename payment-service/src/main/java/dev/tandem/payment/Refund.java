package dev.tandem.payment;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.messaging.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Money that was given back: the compensation's own record beside the payment's. */
@Entity
@Immutable
class Refund {

    @Id
    private UUID id;

    /** Tells JPA to insert the payment first, if both are new. */
    @OneToOne(fetch = FetchType.LAZY)
    private Payment payment;

    private BigDecimal amount;

    @Enumerated(EnumType.STRING)
    private CancellationReason reason;

    private String reference;
    private Instant createdAt;

    @SuppressWarnings("NullAway") // filled by JPA
    protected Refund() {}

    /** @param reference the gateway's refund, or the ledger's transfer */
    Refund(Payment payment, String reference, Instant now) {
        this.id = Ids.next();
        this.payment = payment;
        this.amount = payment.amount();
        this.reason = payment.reason();
        this.reference = reference;
        this.createdAt = now;
    }

    UUID paymentId() {
        return payment.id();
    }

    PaymentView.Refund toView() {
        return new PaymentView.Refund(id, amount, reason, reference, createdAt);
    }
}
