package dev.tandem.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.locks.LockOptions;
import dev.tandem.locks.Locks;
import dev.tandem.locks.guard.FencingGuard;
import dev.tandem.locks.job.Fence;
import dev.tandem.locks.job.OneReplica;
import dev.tandem.locks.postgres.LockServiceBackend;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@Import({
    ExpiringReservations.class,
    ReservationSweep.class,
    ExpiringReservationsTest.SentMessages.class,
    ExpiringReservationsTest.WithoutLocks.class
})
@TestPropertySource(properties = "tandem.inventory.reservation.sweep-batch=10")
class ExpiringReservationsTest extends InventoryTest {

    private final UUID order = Ids.next();

    @Autowired
    ExpiringReservations expiring;

    @Autowired
    ReservationSweep sweep;

    @Autowired
    SentMessages sent;

    @Test
    void whatNobodyConfirmsIsGivenBackAndTold() {
        stocked("laptop", "W1", 10);
        alone(reserve(order, "laptop", 3));
        minutesPass(16);

        assertThat(expiring.expireSome(Fence.OPEN)).isEqualTo(1);

        assertThat(reservation(order)).isEqualTo("EXPIRED TIMEOUT");
        assertThat(reserved("laptop", "W1")).isZero();
        assertThat(sent.about(order))
                .singleElement()
                .isInstanceOfSatisfying(
                        InventoryReleased.class,
                        event -> assertThat(event.reason()).isEqualTo(CancellationReason.TIMEOUT));
    }

    @Test
    void whatIsYoungConfirmedOrReleasedStays() {
        stocked("laptop", "W1", 10);
        var confirmed = Ids.next();
        var released = Ids.next();
        inOneBatch(reserve(confirmed, "laptop", 1), confirm(confirmed));
        inOneBatch(reserve(released, "laptop", 1), release(released));
        minutesPass(16);
        alone(reserve(order, "laptop", 1));

        assertThat(expiring.expireSome(Fence.OPEN)).isZero();

        assertThat(reservation(order)).isEqualTo("PENDING");
        assertThat(reservation(confirmed)).isEqualTo("CONFIRMED");
        assertThat(reservation(released)).isEqualTo("RELEASED PAYMENT_DECLINED");
    }

    @Test
    void anExpiredReservationCannotBeConfirmedNorTakenAgain() {
        stocked("laptop", "W1", 10);
        alone(reserve(order, "laptop", 3));
        minutesPass(16);
        expiring.expireSome(Fence.OPEN);

        assertThat(alone(confirm(order)).refusal()).isEqualTo("TIMEOUT");
        assertThat(alone(reserve(order, "laptop", 3)).refusal()).isEqualTo("TIMEOUT");
        assertThat(alone(release(order)).isSuccess()).isTrue();
        assertThat(reserved("laptop", "W1")).isZero();
    }

    @Test
    void aConfirmationThatComesLateButBeforeTheSweepIsInTime() {
        stocked("laptop", "W1", 10);
        alone(reserve(order, "laptop", 3));
        minutesPass(16);

        assertThat(alone(confirm(order)).isSuccess()).isTrue();

        assertThat(expiring.expireSome(Fence.OPEN)).isZero();
        assertThat(reserved("laptop", "W1")).isEqualTo(3);
    }

    @Test
    void aReservationThatSomebodyWorksOnIsLeftToThem() {
        stocked("laptop", "W1", 10);
        alone(reserve(order, "laptop", 3));
        minutesPass(16);

        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            commands.handle(List.of(delivery(confirm(order))));
            var elsewhere = atTheSameTime(List.of(() -> expiring.expireSome(Fence.OPEN)));
            assertThat(elsewhere).containsExactly(0);
        });

        assertThat(reservation(order)).isEqualTo("CONFIRMED");
    }

    @Test
    void severalInstancesShareTheSweepAndNothingExpiresTwice() {
        stocked("laptop", "W1", 100);
        var orders = Stream.generate(Ids::next).limit(60).toList();
        orders.forEach(each -> alone(reserve(each, "laptop", 1)));
        minutesPass(16);

        atTheSameTime(Collections.nCopies(4, (Callable<Boolean>) () -> {
            sweep.sweep(Fence.OPEN);
            return true;
        }));
        sweep.sweep(Fence.OPEN); // what the others held locked when the last of the four looked

        assertThat(reserved("laptop", "W1")).isZero();
        assertThat(orders).allSatisfy(each -> assertThat(sent.about(each)).hasSize(1));
    }

    @Test
    void aSweepThatAnotherInstanceTookOverChangesNothing() {
        stocked("laptop", "W1", 10);
        alone(reserve(order, "laptop", 3));
        minutesPass(16);

        assertThat(expiring.expireSome(() -> false)).isZero();

        assertThat(reservation(order)).isEqualTo("PENDING");
        assertThat(reserved("laptop", "W1")).isEqualTo(3);
    }

    private void minutesPass(int minutes) {
        jdbc.sql("UPDATE reservation SET expires_at = expires_at - make_interval(mins => :minutes)")
                .param("minutes", minutes)
                .update();
    }

    /** Nothing is scheduled here, so nobody asks for a lock. */
    @TestConfiguration(proxyBeanMethods = false)
    static class WithoutLocks {

        @Bean
        OneReplica oneReplica(JdbcClient jdbc) {
            var nowhere = new LockServiceBackend(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1));
            var locks = new Locks(nowhere, "test", LockOptions.ifFree(Duration.ofSeconds(30)));
            return new OneReplica(locks, new FencingGuard(jdbc));
        }
    }

    /** What would be published. */
    static class SentMessages implements Outbox {

        private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Origin currentOrigin() {
            return Origin.of("test");
        }

        @Override
        public void send(Message message, Origin origin) {
            messages.add(message);
        }

        List<Object> about(UUID order) {
            return List.copyOf(messages).stream()
                    .filter(message -> message.key().equals(order.toString()))
                    .map(Message::body)
                    .toList();
        }
    }
}
