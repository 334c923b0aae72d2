package dev.tandem.payment.ledger;

import dev.tandem.messaging.Ids;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of all money that moved. Its only verb is the transfer, which writes two entries that sum to zero: so the
 * whole book does, whatever happens.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Ledger {

    /** Transfer ids are UUIDv7, which sort by time. */
    private static final String NEWEST_FIRST = """
            SELECT e
              FROM LedgerEntry e
             WHERE e.id.account = :account
               AND e.id.transferId < :before
             ORDER BY e.id.transferId DESC
            """;

    private static final UUID LATEST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final EntityManager entities;
    private final Clock clock;

    Ledger(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Moves money for a payment. A {@link Wallet} among the accounts must be locked, and cover what is taken from it.
     *
     * @return the transfer's id
     */
    public UUID transfer(TransferKind kind, Account from, Account to, BigDecimal amount, UUID paymentId) {
        return write(Ids.next(), kind, from, to, amount, paymentId);
    }

    UUID deposit(UUID transferId, Wallet wallet, BigDecimal amount) {
        return write(transferId, TransferKind.DEPOSIT, SystemAccount.BANK, wallet, amount, null);
    }

    boolean contains(UUID transferId, Account account) {
        return entities.find(LedgerEntry.class, new LedgerEntry.Id(transferId, account.accountId())) != null;
    }

    /** At most so many of an account's entries, the newest first, beginning below {@code before}. */
    @Transactional(readOnly = true)
    List<LedgerEntry> newest(String account, @Nullable UUID before, int limit) {
        return entities.createQuery(NEWEST_FIRST, LedgerEntry.class)
                .setParameter("account", account)
                .setParameter("before", before == null ? LATEST : before)
                .setMaxResults(limit)
                .getResultList();
    }

    private UUID write(
            UUID transferId, TransferKind kind, Account from, Account to, BigDecimal amount, @Nullable UUID paymentId) {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("a transfer moves a positive amount, not " + amount);
        }
        enter(transferId, from, amount.negate(), kind, paymentId);
        enter(transferId, to, amount, kind, paymentId);
        return transferId;
    }

    private void enter(
            UUID transferId, Account account, BigDecimal amount, TransferKind kind, @Nullable UUID paymentId) {
        account.post(amount);
        entities.persist(new LedgerEntry(
                new LedgerEntry.Id(transferId, account.accountId()), amount, kind, paymentId, clock.instant()));
    }
}
