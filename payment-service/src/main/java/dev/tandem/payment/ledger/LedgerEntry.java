package dev.tandem.payment.ledger;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What one transfer did to one account. Written once, never changed. */
@Entity
@Immutable
class LedgerEntry {

    /** Which transfer, which side. */
    @Embeddable
    record Id(UUID transferId, String account) implements Serializable {}

    @EmbeddedId
    private Id id;

    private BigDecimal amount;

    @Enumerated(EnumType.STRING)
    private TransferKind kind;

    private @Nullable UUID paymentId;
    private Instant createdAt;

    @SuppressWarnings("NullAway") // filled by JPA
    protected LedgerEntry() {}

    LedgerEntry(Id id, BigDecimal amount, TransferKind kind, @Nullable UUID paymentId, Instant createdAt) {
        this.id = id;
        this.amount = amount;
        this.kind = kind;
        this.paymentId = paymentId;
        this.createdAt = createdAt;
    }

    LedgerController.EntryView toView() {
        return new LedgerController.EntryView(id.transferId(), id.account(), amount, kind, paymentId, createdAt);
    }
}
