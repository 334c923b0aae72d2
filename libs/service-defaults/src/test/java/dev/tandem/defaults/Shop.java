package dev.tandem.defaults;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.defaults.correlation.Correlation;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

/** A service with a little of everything that can go wrong. */
@SpringBootApplication
@RestController
class Shop {

    final AtomicInteger accepted = new AtomicInteger();
    private final RestClient.Builder clients;

    Shop(RestClient.Builder clients) {
        this.clients = clients;
    }

    enum Coordination {
        @JsonProperty("saga-orchestrated")
        SAGA_ORCHESTRATED,
        @JsonProperty("two-phase-commit")
        TWO_PHASE_COMMIT
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Payment.Wallet.class, name = "wallet"),
        @JsonSubTypes.Type(value = Payment.Card.class, name = "card")
    })
    sealed interface Payment {
        record Wallet() implements Payment {}

        record Card(@NotBlank String token) implements Payment {}
    }

    record Item(@NotBlank String sku, @Positive @Max(1000) int quantity) {}

    record Order(
            @NotBlank String customerId,
            @NotEmpty @Valid List<Item> items,
            @NotNull @Valid Payment payment,
            @Nullable Coordination coordination,
            @Nullable UUID reference,
            @Nullable Instant notBefore,
            @Nullable @Digits(integer = 17, fraction = 2) BigDecimal tip,
            @Nullable Boolean gift,
            @Nullable JsonNode notes,
            @Nullable Weight weight) {}

    record Weight(int grams) {
        Weight {
            if (grams == 13) {
                throw new IllegalArgumentException("secret superstition");
            }
        }
    }

    @PostMapping("/orders")
    Order place(@Valid @RequestBody Order order) {
        accepted.incrementAndGet();
        return order;
    }

    @PostMapping("/items")
    List<Item> stock(@RequestBody List<@Valid Item> items) {
        return items;
    }

    @PostMapping("/weights")
    Weight weigh(@RequestBody Weight weight) {
        return weight;
    }

    @GetMapping("/orders/{id}")
    Order find(@PathVariable UUID id) {
        throw Problem.notFound("order", id);
    }

    @GetMapping("/orders")
    Page<Integer> list(PageRequest page) {
        var after = page.after(Integer::valueOf);
        var rows = IntStream.rangeClosed(1, 120).boxed().filter(row -> after == null || row > after);
        return page.of(rows.limit(page.fetch()).toList(), row -> row);
    }

    @PostMapping("/orders/{id}/cancellation")
    ResponseEntity<ProblemDetail> cancel(@PathVariable UUID id, @RequestHeader("If-Match") String version) {
        return Problem.of(409, "order-cancelled", "The order was cancelled.")
                .with("reason", "OUT_OF_STOCK")
                .toResponse();
    }

    @GetMapping("/search")
    Map<String, Object> search(
            @RequestParam @Positive int page,
            @RequestParam(name = "order-by") String sort,
            @RequestParam(required = false) @Nullable Coordination mode) {
        return Map.of();
    }

    @GetMapping("/money")
    Map<String, Object> money() {
        return Map.of("total", new BigDecimal("1200.00"), "large", new BigDecimal("1E+3"), "at", Instant.EPOCH);
    }

    @GetMapping("/failures/{kind}")
    String fail(@PathVariable String kind) {
        throw switch (kind) {
            case "database" ->
                new CannotGetJdbcConnectionException("no connection", new SQLException("refused", "08001"));
            case "status" -> new ResponseStatusException(HttpStatus.GONE, "Sold out for good.");
            case "conflict" -> new OptimisticLockingFailureException("version 3 is not version 4");
            default -> new IllegalStateException("secret detail");
        };
    }

    @GetMapping("/seen")
    Map<String, Object> seen(HttpServletRequest request) {
        return Map.of(
                "correlationId", Correlation.current().orElse(""),
                "header",
                        Optional.ofNullable(request.getHeader(Correlation.HEADER))
                                .orElse(""),
                "traceparent",
                        Optional.ofNullable(request.getHeader("traceparent")).orElse(""),
                "traceId", Optional.ofNullable(MDC.get("traceId")).orElse(""),
                "thread", Thread.currentThread().isVirtual() ? "virtual" : "platform");
    }

    @GetMapping("/seen-from-another")
    @Nullable
    Object seenFromAnother(HttpServletRequest request) {
        return clients.build()
                .get()
                .uri("http://127.0.0.1:{port}/seen", request.getLocalPort())
                .retrieve()
                .body(Map.class);
    }

    @Bean
    Invariant stockAddsUp() {
        return Invariant.of("stock-adds-up", List::of);
    }

    @Bean
    Invariant everybodyPays() {
        return Invariant.of(
                "everybody-pays",
                () -> IntStream.range(0, 25).mapToObj(i -> "order " + i).toList());
    }

    @Bean
    Invariant unknowable() {
        return Invariant.of("unknowable", () -> {
            throw new IllegalStateException("no database");
        });
    }

    @Bean
    FilterRegistrationBean<jakarta.servlet.Filter> brokenFilter() {
        var registration = new FilterRegistrationBean<jakarta.servlet.Filter>((request, response, chain) -> {
            switch (((HttpServletRequest) request).getRequestURI()) {
                case "/filter/problem" -> throw Problem.of(428, "idempotency-key-required", "Send a key.");
                case "/filter/bug" -> throw new IllegalStateException("secret detail");
                case "/filter/send-error" ->
                    ((jakarta.servlet.http.HttpServletResponse) response).sendError(403, "secret detail");
                default -> chain.doFilter(request, response);
            }
        });
        registration.setOrder(0);
        return registration;
    }
}
