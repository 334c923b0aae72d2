package dev.tandem.scenarios.shop;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer hears who placed an order.
 *
 * @param httpStatus 201 confirmed, 202 on its way, 409 cancelled
 * @param reason why it was cancelled
 */
public record Receipt(
        int httpStatus, UUID orderId, @Nullable String reason) {}
