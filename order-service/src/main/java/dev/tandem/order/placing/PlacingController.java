package dev.tandem.order.placing;

import static dev.tandem.contracts.Coordination.SAGA_ORCHESTRATED;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.defaults.correlation.Correlation;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.Idempotent;
import dev.tandem.idempotency.IdempotentRequest;
import dev.tandem.idempotency.Recording;
import dev.tandem.idempotency.WaitPreference;
import dev.tandem.order.committing.CommittedPlacement;
import dev.tandem.order.committing.PlacingAtOnce;
import dev.tandem.order.reading.OrderView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where a customer places an order. Accepted at once; confirmed or cancelled when the customer prefers to wait. */
@RestController
class PlacingController {

    private final PlacingOnce placing;
    private final OrderIds ids;
    private final PlacingAtOnce committing;
    private final Outcomes outcomes;
    private final OrderProperties properties;

    PlacingController(
            PlacingOnce placing,
            OrderIds ids,
            PlacingAtOnce committing,
            Outcomes outcomes,
            OrderProperties properties) {
        this.placing = placing;
        this.ids = ids;
        this.committing = committing;
        this.outcomes = outcomes;
        this.properties = properties;
    }

    @Operation(
            summary = "Place an order",
            description = "Carried out by a saga of the orchestrator's, which `sagaDefinition` may name, or with"
                    + " `coordination` `saga-choreographed` by services that react to each other's events, or with"
                    + " `two-phase-commit` or `three-phase-commit` by all services at once.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = "Prefer",
                            description = "wait=N: wait up to N seconds for the outcome (RFC 7240)",
                            example = "wait=10"))
    @ApiResponse(
            responseCode = "201",
            description = "confirmed",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "accepted; what becomes of it can be read at `statusUrl`",
            content = @Content(schema = @Schema(implementation = AcceptedOrder.class)))
    @ApiResponse(
            responseCode = "409",
            description =
                    "`order-cancelled` or `order-aborted`, with the `reason`; or the first request with this key is"
                            + " under way",
            content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(
            responseCode = "503",
            description =
                    "two-phase and three-phase commit: not decided yet (`outcome-pending`); `statusUrl` will know",
            content = @Content(mediaType = "application/problem+json"))
    @Idempotent(caller = "customerId", recording = Recording.BY_WORK)
    @PostMapping("/orders")
    ResponseEntity<?> place(
            @Valid @RequestBody PlaceOrder request,
            @RequestHeader HttpHeaders headers,
            @RequestAttribute(IdempotentRequest.ATTRIBUTE) IdempotentRequest idempotent)
            throws InterruptedException {
        checkChoices(request);
        return switch (request.coordinationOrDefault()) {
            case SAGA_ORCHESTRATED, SAGA_CHOREOGRAPHED -> placeBySaga(request, headers, idempotent);
            case TWO_PHASE_COMMIT, THREE_PHASE_COMMIT -> placeAtOnce(request.toCommand(ids.of(idempotent)));
        };
    }

    private ResponseEntity<?> placeBySaga(PlaceOrder request, HttpHeaders headers, IdempotentRequest idempotent)
            throws InterruptedException {
        var preference = WaitPreference.of(headers.getOrEmpty("Prefer"), properties.longestWait());
        var order = placing.place(idempotent, request::toCommand, preference.isEmpty());
        try (var _ = Correlation.with(Correlation.ORDER_ID, order.id())) {
            var latest = preference.isEmpty()
                    ? order
                    : outcomes.await(order, preference.get().duration());
            return Answers.of(latest, preference);
        }
    }

    private ResponseEntity<?> placeAtOnce(CreateOrder wish) {
        try (var _ = Correlation.with(Correlation.ORDER_ID, wish.orderId())) {
            return switch (committing.place(wish)) {
                case CommittedPlacement.Objected(var objections) -> throw PlacingOnce.problem(objections);
                case CommittedPlacement placement -> Answers.of(placement);
            };
        }
    }

    private void checkChoices(PlaceOrder request) {
        var coordination = request.coordinationOrDefault();
        var definition = request.sagaDefinition();
        if (definition != null && coordination != SAGA_ORCHESTRATED) {
            throw Problem.invalid(
                    "sagaDefinition", "is for the orchestrator: %s has none".formatted(coordination.wireName()));
        }
        if (definition != null && !properties.sagaDefinitions().contains(definition)) {
            throw Problem.invalid(
                    "sagaDefinition", "must be one of " + String.join(", ", properties.sagaDefinitions()));
        }
    }
}
