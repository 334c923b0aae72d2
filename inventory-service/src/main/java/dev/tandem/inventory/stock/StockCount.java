package dev.tandem.inventory.stock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** What somebody counted on a shelf. */
record StockCount(
        @NotBlank String warehouse,
        @NotNull @Min(0) @Max(1_000_000_000) Integer onHand) {}
