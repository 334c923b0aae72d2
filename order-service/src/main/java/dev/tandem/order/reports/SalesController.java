package dev.tandem.order.reports;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.order.domain.Terms;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports, which read what is finished and nothing else. */
@RestController
@RequestMapping("/reports")
class SalesController {

    private final Sales sales;

    SalesController(Sales sales) {
        this.sales = sales;
    }

    /**
     * What was sold on a day.
     *
     * @param revenue of the orders that were confirmed on it
     * @param returned of confirmed orders that were cancelled on it, whenever they had been confirmed
     */
    record DayOfSales(
            LocalDate day, long orders, BigDecimal revenue, long returns, BigDecimal returned, String currency) {

        static DayOfSales of(Sales.Day day) {
            return new DayOfSales(
                    day.day(),
                    day.orders(),
                    cents(day.revenue()),
                    day.returns(),
                    cents(day.returned()),
                    Terms.CURRENCY);
        }

        private static BigDecimal cents(BigDecimal amount) {
            return amount.setScale(2, RoundingMode.UNNECESSARY);
        }
    }

    /** The newest day first; of all customers, or of one. */
    @GetMapping("/sales")
    Page<DayOfSales> sales(
            @RequestParam(required = false) @Size(max = 64) @Pattern(regexp = "\\P{Cntrl}*") @Nullable
                    String customerId,
            PageRequest page) {
        var days = sales.byDay(customerId, page.after(LocalDate::parse), page.fetch());
        return page.of(days.stream().map(DayOfSales::of).toList(), DayOfSales::day);
    }
}
