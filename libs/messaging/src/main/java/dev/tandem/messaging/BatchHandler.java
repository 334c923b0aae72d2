package dev.tandem.messaging;

import java.util.List;

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
}
