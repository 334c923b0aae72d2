package dev.tandem.scenarios.shop;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the ledger: what one account gained, or lost, by one transfer. */
public record LedgerEntry(
        UUID transferId,
        String account,
        BigDecimal amount,
        String kind,
        @Nullable UUID paymentId) {}
