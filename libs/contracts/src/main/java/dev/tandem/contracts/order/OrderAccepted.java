package dev.tandem.contracts.order;

import java.math.BigDecimal;
import java.util.UUID;

/** Answer to {@link OrderCommand.CreateOrder}: what it will cost by the catalogue. */
public record OrderAccepted(UUID orderId, BigDecimal total, String currency) {}
