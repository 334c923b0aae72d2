package dev.tandem.idempotency;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.JdbcRecords.Opening;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A till: a service as small as can be, with an endpoint for each way of recording. */
@SpringBootApplication(proxyBeanMethods = false)
class Till {

    /** Runs it in a process of its own, for tests that kill it. */
    static void main(String[] arguments) {
        new SpringApplicationBuilder(Till.class)
                .properties("spring.config.name=till")
                .run(arguments);
    }

    /** @param how what shall become of it */
    record Sale(@Min(1) long amount, How how) {}

    enum How {
        DONE,
        /** Refused for good, when half of the work is done. */
        REFUSED,
        /** Refused, but not for good. */
        BUSY,
        /** Fails when half of the work is done. */
        BROKEN,
        /** The work waits to be let go on. */
        SLOW,
        /** The process dies when the customer is charged. */
        DEADLY
    }

    @RestController
    @RequestMapping("/")
    static class Controller {

        private final JdbcClient jdbc;
        private final TransactionTemplate transaction;
        private final @Nullable JdbcRecords records;
        private final AtomicInteger openings = new AtomicInteger();

        /** How often work was begun. */
        final AtomicInteger begun = new AtomicInteger();

        volatile CountDownLatch gate = new CountDownLatch(1);

        Controller(JdbcClient jdbc, PlatformTransactionManager transactions, ObjectProvider<JdbcRecords> records) {
            this.jdbc = jdbc;
            this.transaction = new TransactionTemplate(transactions);
            this.records = records.getIfAvailable();
        }

        @Idempotent
        @PostMapping("/sales")
        ResponseEntity<Map<String, Object>> sell(@Valid @RequestBody Sale sale) {
            var id = UUID.randomUUID();
            transaction.executeWithoutResult(_ -> {
                begun.incrementAndGet();
                write(id, sale);
                carryOn(sale);
            });
            return sold(id);
        }

        @Idempotent(recording = Recording.AHEAD, required = false)
        @PostMapping("/card-sales")
        ResponseEntity<Map<String, Object>> sellByCard(
                @Valid @RequestBody Sale sale,
                @RequestAttribute(name = IdempotentRequest.ATTRIBUTE, required = false) @Nullable
                        IdempotentRequest request) {
            begun.incrementAndGet();
            var chargeKey = request == null ? UUID.randomUUID() : request.derivedKey("charge");
            jdbc.sql("INSERT INTO charge (key, amount) VALUES (:key, :amount) ON CONFLICT DO NOTHING")
                    .param("key", chargeKey)
                    .param("amount", sale.amount())
                    .update();
            carryOn(sale);
            write(chargeKey, sale);
            return sold(chargeKey);
        }

        @Idempotent(recording = Recording.BY_WORK, caller = "customer")
        @PostMapping("/customers/{customer}/sales")
        ResponseEntity<Map<String, Object>> sellAndRecord(
                @Valid @RequestBody Sale sale,
                @RequestAttribute(IdempotentRequest.ATTRIBUTE) IdempotentRequest request) {
            var id = UUID.randomUUID();
            transaction.executeWithoutResult(_ -> {
                var opening = new Opening(request.attempt(), id.toString(), null);
                request.claimed(
                        Objects.requireNonNull(records).claim(List.of(opening)).getFirst());
                if (id.toString().equals(request.recoveryPoint())) {
                    write(id, sale);
                }
            });
            begun.incrementAndGet();
            carryOn(sale);
            return sold(UUID.fromString(Objects.requireNonNull(request.recoveryPoint())));
        }

        /** Takes part by property. */
        @PostMapping("/drawer/{id}/opening")
        int open(@PathVariable String id) {
            return openings.incrementAndGet();
        }

        private void write(UUID id, Sale sale) {
            jdbc.sql("INSERT INTO sale (id, amount) VALUES (:id, :amount) ON CONFLICT DO NOTHING")
                    .param("id", id)
                    .param("amount", sale.amount())
                    .update();
        }

        private static ResponseEntity<Map<String, Object>> sold(UUID id) {
            return ResponseEntity.created(URI.create("/sales/" + id)).body(Map.of("id", id));
        }

        private void carryOn(Sale sale) {
            switch (sale.how()) {
                case DONE -> {}
                case REFUSED -> throw Problem.of(409, "not-for-sale", "It is not for sale.");
                case BUSY -> throw Problem.of(409, "busy", "Come again.").retryAfter(Duration.ofSeconds(1));
                case BROKEN -> throw new IllegalStateException("on purpose");
                case SLOW -> await(gate);
                case DEADLY -> Runtime.getRuntime().halt(137);
            }
        }

        private static void await(CountDownLatch gate) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
