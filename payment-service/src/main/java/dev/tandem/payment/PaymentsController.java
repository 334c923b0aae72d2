package dev.tandem.payment;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows payments. They are made and refunded by messages alone. */
@RestController
@RequestMapping("/payments")
@Transactional(readOnly = true)
class PaymentsController {

    private final Payments payments;

    PaymentsController(Payments payments) {
        this.payments = payments;
    }

    @GetMapping("/{id}")
    PaymentView payment(@PathVariable UUID id) {
        return payments.find(id)
                .map(payment -> views(List.of(payment)).getFirst())
                .orElseThrow(() -> Problem.notFound("payment", id));
    }

    /** The one of this order, or all, the newest first. */
    @GetMapping
    Page<PaymentView> payments(@RequestParam(required = false) @Nullable UUID orderId, PageRequest page) {
        var found = orderId == null
                ? payments.newest(page.after(UUID::fromString), page.fetch())
                : payments.ofOrder(orderId);
        return page.of(views(found), PaymentView::paymentId);
    }

    private List<PaymentView> views(List<Payment> found) {
        var refunds = payments.refundsOf(found.stream().map(Payment::id).toList());
        return found.stream()
                .map(payment -> payment.toView(refunds.get(payment.id())))
                .toList();
    }
}
