package dev.tandem.messaging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Does what messages ask for. Called inside a transaction that also records the messages as handled and keeps what
 * they caused, so effects happen once however often a message is delivered.
 *
 * <p>A batch holds messages that were never handled before, in partition order; there may be several about the same
 * order. The handler works set by set where it can: one statement for many messages. It must not talk to anything that
 * the transaction does not cover (another service, a gateway), because a rollback would not undo it.
 *
 * <p>Any exception rolls the whole batch back; it is then handed over again one message at a time, so that a broken
 * one hurts itself alone. Business refusals are {@linkplain Delivery#reply replies}, never exceptions.
 *
 * @param <B> the messages' common type, usually a sealed interface
 */
@FunctionalInterface
public interface BatchHandler<B> {

    void handle(List<Delivery<B>> batch);

    /** Handles each event as the command that it means to this service, and passes over those that mean nothing to it. */
    static <E, C> BatchHandler<E> reacting(Function<E, Optional<C>> meaning, BatchHandler<C> commands) {
        return batch -> {
            var meant = batch.stream()
                    .flatMap(event -> meaning.apply(event.body()).map(event::as).stream())
                    .toList();
            if (!meant.isEmpty()) {
                commands.handle(meant);
            }
        };
    }
}
