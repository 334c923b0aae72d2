package dev.tandem.eventsourcing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bank account whose balance is its history (guide, 'Overview'): the aggregate of these tests.
 *
 * @param movements how many there were, which a balance of the right size could hide
 */
record Account(long balance, int movements) {

    static final Account NEW = new Account(0, 0);

    sealed interface Event {
        /** {@code note} came later; old ones have none (weak schema). */
        record MoneyDeposited(long amount, @Nullable String note) implements Event {}

        record MoneyWithdrawn(long amount) implements Event {}
    }

    static EventCodec<Event> codec() {
        return new EventCodec<>(Event.class, Upcasters.NONE);
    }

    static Fold<Account> fold(int stateVersion) {
        return Fold.of(Account.class, stateVersion, NEW, codec(), Account::evolve);
    }

    List<Event> deposit(long amount) {
        return List.of(new Event.MoneyDeposited(amount, null));
    }

    /** Refuses by doing nothing what is not there. */
    List<Event> withdraw(long amount) {
        return amount > balance ? List.of() : List.of(new Event.MoneyWithdrawn(amount));
    }

    Account evolve(Event event) {
        return switch (event) {
            case Event.MoneyDeposited(var amount, var _) -> new Account(balance + amount, movements + 1);
            case Event.MoneyWithdrawn(var amount) -> new Account(balance - amount, movements + 1);
        };
    }
}
