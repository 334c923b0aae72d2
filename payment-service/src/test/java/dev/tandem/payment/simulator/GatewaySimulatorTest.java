package dev.tandem.payment.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Ids;
import dev.tandem.payment.simulator.GatewaySimulator.ChargeOrder;
import dev.tandem.payment.simulator.GatewaySimulator.ChargeResult;
import dev.tandem.testsupport.RealPostgres;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;

/** A gateway that is no good proves nothing about who uses it. */
@SpringBootTest(
        classes = {GatewaySimulator.class, GatewayBooks.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "spring.flyway.locations=classpath:db/migration/payment")
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
@RealPostgres
class GatewaySimulatorTest {

    private final UUID key = Ids.next();

    @Autowired
    private GatewaySimulator simulator;

    @Test
    void givesTheSameAnswerToTheSameKey() {
        var first = charge("tok_visa", "5.00");

        assertThat(charge("tok_visa", "5.00")).isEqualTo(first);
        assertThat(charge("tok_declined", "5.00")).isEqualTo(first);
        assertThat(statusOf(first)).isEqualTo("CHARGED");
    }

    @Test
    void refusesAKeyThatStandsForAnotherAmount() {
        charge("tok_visa", "5.00");

        assertThat(charge("tok_visa", "6.00")).isInstanceOf(ChargeResult.KeyReused.class);
    }

    @Test
    void declinesForGood() {
        assertThat(statusOf(charge("tok_declined", "5.00"))).isEqualTo("DECLINED");
        assertThat(statusOf(charge("tok_visa", "5.00"))).isEqualTo("DECLINED");
    }

    @Test
    void failsTwicePerChargeWithAFlakyCard() {
        assertThat(charge("tok_flaky", "5.00")).isInstanceOf(ChargeResult.Unavailable.class);
        assertThat(charge("tok_flaky", "5.00")).isInstanceOf(ChargeResult.Unavailable.class);
        assertThat(statusOf(charge("tok_flaky", "5.00"))).isEqualTo("CHARGED");
    }

    @Test
    void refundsOnce() {
        charge("tok_visa", "5.00");

        var refund = simulator.refund(key);

        assertThat(refund.refundId()).isNotNull();
        assertThat(simulator.refund(key).refundId()).isEqualTo(refund.refundId());
    }

    @Test
    void refusesAChargeThatArrivesAfterItsCancellation() {
        assertThat(simulator.refund(key).refundId()).isNull();

        assertThat(statusOf(charge("tok_visa", "5.00"))).isEqualTo("VOIDED");
    }

    @RepeatedTest(20)
    void eitherChargesAndRefundsOrDoesNeither() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<ChargeResult> charging = () -> charge("tok_visa", "5.00");
            var charges = threads.invokeAll(Collections.nCopies(3, charging));
            var refund = threads.submit(() -> simulator.refund(key));
            for (var charge : charges) {
                assertThat(statusOf(charge.get()))
                        .isEqualTo(refund.get().charge().status());
            }
            assertThat(refund.get().refundId() != null)
                    .isEqualTo(refund.get().charge().status().equals("CHARGED"));
        }
    }

    private ChargeResult charge(String token, String amount) {
        return simulator.charge(new ChargeOrder(key, key, new BigDecimal(amount), "EUR", token));
    }

    private static String statusOf(ChargeResult result) {
        assertThat(result).isInstanceOf(ChargeResult.Booked.class);
        return ((ChargeResult.Booked) result).charge().status();
    }
}
