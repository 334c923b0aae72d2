package dev.tandem.payment.ledger;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The book, account by account. */
@RestController
class LedgerController {

    /** An entry as HTTP shows it; a deposit belongs to no payment. */
    record EntryView(
            UUID transferId,
            String account,
            BigDecimal amount,
            TransferKind kind,
            @Nullable UUID paymentId,
            Instant createdAt) {}

    private final Ledger ledger;

    LedgerController(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The account's entries, the newest first; a customer id, or {@code system:merchant} and its like. */
    @GetMapping("/ledger")
    Page<EntryView> entries(@RequestParam String account, PageRequest page) {
        var entries = ledger.newest(account, page.after(UUID::fromString), page.fetch());
        return page.of(entries.stream().map(LedgerEntry::toView).toList(), EntryView::transferId);
    }
}
