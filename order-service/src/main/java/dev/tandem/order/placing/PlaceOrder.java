package dev.tandem.order.placing;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.order.domain.Terms;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /orders}. It has no prices: those come from the catalogue.
 *
 * @param coordination by a saga under the orchestrator, if nothing else is said
 * @param sagaDefinition which of the orchestrator's sagas, if one carries the order out; its own choice, if nothing is
 *     said
 */
record PlaceOrder(
        @NotBlank @Size(max = 64) String customerId,
        @NotNull @Size(min = 1, max = Terms.MAX_ITEMS) List<@NotNull @Valid Item> items,
        @NotNull @Valid PaymentMethod payment,
        @NotNull @Valid Address shippingAddress,
        @Nullable Coordination coordination,
        @Nullable String sagaDefinition) {

    /** So many of one article. */
    record Item(
            @NotBlank @Size(max = 64) String sku,
            @NotNull @Min(1) @Max(Terms.MAX_QUANTITY) Integer quantity) {}

    Coordination coordinationOrDefault() {
        return Objects.requireNonNullElse(coordination, Coordination.SAGA_ORCHESTRATED);
    }

    CreateOrder toCommand(UUID orderId) {
        return new CreateOrder(
                orderId,
                customerId,
                items.stream()
                        .map(item -> new OrderLine(item.sku(), item.quantity()))
                        .toList(),
                payment,
                shippingAddress,
                coordinationOrDefault(),
                sagaDefinition);
    }
}
