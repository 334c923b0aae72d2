package dev.tandem.orchestrator.fulfillment;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.orchestrator.definition.Saga;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /sagas/{definition}}, the same as of {@code POST /orders}. Whether customer and articles exist is
 * the order service's to say, when the saga asks it to create the order.
 *
 * @param coordination may be left out; anything but an orchestrated saga is a contradiction
 * @param sagaDefinition may be left out; anything but the one in the address is a contradiction
 */
record StartFulfillment(
        @NotBlank @Size(max = 64) String customerId,
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Item> items,
        @NotNull @Valid PaymentMethod payment,
        @NotNull @Valid Address shippingAddress,
        @Nullable Coordination coordination,
        @Nullable String sagaDefinition) {

    /** So many of one article. */
    record Item(
            @NotBlank @Size(max = 64) String sku,
            @NotNull @Min(1) @Max(10_000) Integer quantity) {}

    void refuseOtherThan(Saga<?> saga) {
        if (coordination != null && coordination != Coordination.SAGA_ORCHESTRATED) {
            throw Problem.invalid("coordination", "must be saga-orchestrated here, if it is given at all");
        }
        if (sagaDefinition != null && !sagaDefinition.equals(saga.name())) {
            throw Problem.invalid("sagaDefinition", "must be " + saga.name() + " here, if it is given at all");
        }
    }

    Fulfillment fulfillment(UUID orderId, Saga<?> saga) {
        var lines = items.stream()
                .map(item -> new OrderLine(item.sku(), item.quantity()))
                .toList();
        return Fulfillment.of(orderId, saga.name(), customerId, lines, payment, shippingAddress);
    }
}
