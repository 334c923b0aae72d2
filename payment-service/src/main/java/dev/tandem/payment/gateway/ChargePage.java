package dev.tandem.payment.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the gateway's records.
 *
 * @param next where the next page begins, {@code null} on the last
 */
public record ChargePage(List<ChargeRecord> items, @Nullable String next) {}
