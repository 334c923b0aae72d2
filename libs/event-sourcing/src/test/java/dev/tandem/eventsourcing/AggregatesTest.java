package dev.tandem.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.eventsourcing.Account.Event.MoneyDeposited;
import dev.tandem.eventsourcing.Account.Event.MoneyWithdrawn;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AggregatesTest {

    private final TestLog log = new TestLog();
    private final Aggregates<Account, Account.Event> accounts = new Aggregates<>(
            new StreamStates<>(log.reader, log.snapshots, Account.fold(1), SnapshotPolicy.never(), 3),
            log.store,
            Account.codec(),
            UUID::randomUUID);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void theStateIsWhatItsHistoryMakesIt() {
        accounts.change("account-1", account -> account.deposit(500));
        accounts.change("account-1", account -> account.withdraw(100));
        accounts.change("account-1", account -> account.deposit(600));

        assertThat(accounts.load("account-1").state()).isEqualTo(new Account(1000, 3));
        assertThat(log.reader.forward("account-1", 1, 10))
                .extracting(RecordedEvent::type)
                .containsExactly("MoneyDeposited", "MoneyWithdrawn", "MoneyDeposited");
    }

    @Test
    void whatIsRefusedLeavesNoTrace() {
        accounts.change("account-1", account -> account.deposit(50));

        assertThat(accounts.change("account-1", account -> account.withdraw(51)))
                .isEmpty();
        assertThat(accounts.load("account-1").version()).isEqualTo(1);
    }

    @Test
    void ofManyWhoWithdrawAtOnceOnlyThoseSucceedForWhomThereIsMoney() throws Exception {
        accounts.change("account-1", account -> account.deposit(5));
        try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
            var withdrawals = customers.invokeAll(IntStream.range(0, 8)
                    .mapToObj(i ->
                            (Callable<Boolean>) () -> accounts.change("account-1", account -> account.withdraw(1))
                                    .isEmpty())
                    .toList());

            assertThat(withdrawals.stream().filter(empty -> !empty.resultNow())).hasSize(5);
        }
        assertThat(accounts.load("account-1").state().balance()).isZero();
    }

    @Test
    void anEventOfBeforeAFieldIsReadWithoutIt() {
        log.store.append(TestLog.append(
                "account-1", TestLog.event(UUID.randomUUID(), "MoneyDeposited", EventJson.parse("{\"amount\": 7}"))));

        assertThat(accounts.load("account-1").state()).isEqualTo(new Account(7, 1));
        assertThat(Account.codec().read(log.everything().getFirst())).isEqualTo(new MoneyDeposited(7, null));
    }

    @Test
    void aHoleInHistoryIsNotPassedOver() {
        log.store.append(TestLog.append("account-1", TestLog.event("InterestPaid")));

        assertThatThrownBy(() -> accounts.load("account-1"))
                .hasMessageContaining("nobody here understands a InterestPaid");
    }

    @Test
    void oneDecisionMayBeSeveralEvents() {
        accounts.change("account-1", account -> List.of(new MoneyDeposited(10, "gift"), new MoneyWithdrawn(3)));

        assertThat(accounts.load("account-1")).isEqualTo(new StreamStates.Loaded<>(new Account(7, 2), 2, 0));
    }
}
