package dev.tandem.faults;

import static dev.tandem.faults.FaultPoint.OUTBOX_BEFORE_PUBLISH;
import static dev.tandem.faults.FaultPoint.PAYMENT_AFTER_CHARGE;
import static dev.tandem.faults.FaultPoint.SAGA_AFTER_PERSIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultLabTest {

    private final FaultLab faults = new FaultLab("payment-service");

    @Test
    void anUnarmedPointLetsEverythingPassAndCounts() {
        faults.reach(PAYMENT_AFTER_CHARGE, "order");
        faults.reach(PAYMENT_AFTER_CHARGE, List.of("one", "two"), Function.identity());

        assertThat(faults.hits(PAYMENT_AFTER_CHARGE)).isEqualTo(3);
    }

    @Test
    void aFaultStrikesOnceAndIsOver() {
        faults.arm(Fault.fail(PAYMENT_AFTER_CHARGE));

        assertThatThrownBy(() -> faults.reach(PAYMENT_AFTER_CHARGE, "order"))
                .isInstanceOf(InjectedFault.class)
                .hasMessageContaining("payment.after-charge");
        faults.reach(PAYMENT_AFTER_CHARGE, "order");
        assertThat(faults.armed()).singleElement().matches(fault -> fault.fired() == 1);
    }

    @Test
    void itSkipsAsManyAsWantedAndThenStrikesAsOftenAsWanted() {
        faults.arm(Fault.drop(OUTBOX_BEFORE_PUBLISH).skipping(2).times(3));

        var survivors = faults.survivors(OUTBOX_BEFORE_PUBLISH, List.of(1, 2, 3, 4, 5, 6, 7), Function.identity());

        assertThat(survivors).containsExactly(1, 2, 6, 7);
    }

    @Test
    void withASubjectOnlyItsHitsCount() {
        faults.arm(Fault.drop(OUTBOX_BEFORE_PUBLISH).onlyFor("mine").skipping(1));

        assertThat(faults.loses(OUTBOX_BEFORE_PUBLISH, "other")).isFalse();
        assertThat(faults.loses(OUTBOX_BEFORE_PUBLISH, "mine")).isFalse();
        assertThat(faults.loses(OUTBOX_BEFORE_PUBLISH, null)).isFalse();
        assertThat(faults.loses(OUTBOX_BEFORE_PUBLISH, "mine")).isTrue();
    }

    @Test
    void aDelayHoldsItsThreadUp() {
        faults.arm(Fault.delay(PAYMENT_AFTER_CHARGE, Duration.ofMillis(120)));

        var begin = System.nanoTime();
        faults.reach(PAYMENT_AFTER_CHARGE, "order");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void threadsThatRaceForAFaultGetItAsOftenAsItWasArmed() throws Exception {
        faults.arm(Fault.drop(OUTBOX_BEFORE_PUBLISH).skipping(100).times(50));
        Callable<Long> passes = () -> Stream.generate(() -> faults.loses(OUTBOX_BEFORE_PUBLISH, "order"))
                .limit(1_000)
                .filter(lost -> lost)
                .count();

        var lost = new ArrayList<Long>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var result : threads.invokeAll(List.of(passes, passes, passes, passes))) {
                lost.add(result.get());
            }
        }

        assertThat(lost.stream().mapToLong(Long::longValue).sum()).isEqualTo(50);
    }

    @Test
    void clearingForgetsFaultsAndHealsLinks() {
        faults.arm(Fault.fail(PAYMENT_AFTER_CHARGE));
        faults.cut("order-service");
        assertThat(faults.isCut("order-service")).isTrue();

        faults.clear();

        faults.reach(PAYMENT_AFTER_CHARGE, "order");
        assertThat(faults.isCut("order-service")).isFalse();
    }

    @Test
    void whatMakesNoSenseIsRefusedWithASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.arm(Fault.crash(SAGA_AFTER_PERSIST)))
                .withMessage("saga.after-persist is not in payment-service");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.drop(SAGA_AFTER_PERSIST))
                .withMessageContaining("nothing is on its way at saga.after-persist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.delay(PAYMENT_AFTER_CHARGE, Duration.ZERO))
                .withMessageContaining("DELAY needs a delay");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.fail(PAYMENT_AFTER_CHARGE).times(0))
                .withMessageContaining("times");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.fail(PAYMENT_AFTER_CHARGE).skipping(-1))
                .withMessageContaining("skip");
    }

    @Test
    void namesOfPointsAreUniqueAndSayWhereTheyAre() {
        assertThat(FaultPoint.values())
                .extracting(FaultPoint::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(\\.(before|after)-[a-z-]+)"));
        assertThat(FaultPoint.of("saga.after-persist")).contains(SAGA_AFTER_PERSIST);
        assertThat(FaultPoint.of("saga.after-lunch")).isEmpty();
    }
}
