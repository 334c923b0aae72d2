package dev.tandem.scenarios.shop;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A day of the sales report. */
public record SalesDay(LocalDate day, long orders, BigDecimal revenue, long returns, BigDecimal returned) {}
