package dev.tandem.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LockedTest {

    private final InMemoryBackend backend = new InMemoryBackend();

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LocksAutoConfiguration.class))
            .withBean(LockBackend.class, () -> backend)
            .withBean(Invoices.class)
            .withPropertyValues("tandem.locks.backend=in-memory", "tandem.locks.patience=50ms");

    /** What an application writes. */
    static class Invoices {

        @Locked(key = "invoice:#{#id}")
        public long send(long id) {
            return LockedInterceptor.lease().fencingToken();
        }

        @Locked(key = "invoice:#{#id}", patience = "0s", otherwise = Locked.Otherwise.SKIP)
        public @Nullable String sendUnlessSentElsewhere(long id) {
            return "sent";
        }

        @Locked(key = "outer")
        public String nested(Invoices self) {
            self.send(1);
            return LockedInterceptor.lease().key();
        }
    }

    @Test
    void theMethodRunsUnderItsLockAndGivesItBack() {
        service.run(context -> {
            var invoices = context.getBean(Invoices.class);

            assertThat(invoices.send(7)).isEqualTo(1);
            assertThat(invoices.send(7)).isEqualTo(2);
            assertThat(invoices.nested(invoices)).isEqualTo("outer");
            assertThatThrownBy(LockedInterceptor::lease).isInstanceOf(NoSuchElementException.class);
        });
    }

    @Test
    void aCallThatDoesNotGetTheLockFailsOrIsSkippedAsTheMethodSays() {
        service.run(context -> {
            var invoices = context.getBean(Invoices.class);
            backend.takeAway("invoice:7");

            assertThatThrownBy(() -> invoices.send(7)).isInstanceOf(LockNotAcquired.class);
            assertThat(invoices.sendUnlessSentElsewhere(7)).isNull();
            assertThat(invoices.sendUnlessSentElsewhere(8)).isEqualTo("sent");
        });
    }

    @Test
    void aServiceThatDoesNotAskForLocksHasNone() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LocksAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(Locks.class));
    }
}
