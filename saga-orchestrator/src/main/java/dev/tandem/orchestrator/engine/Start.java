package dev.tandem.orchestrator.engine;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Reply;
import dev.tandem.orchestrator.definition.Saga;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The wish to start a saga.
 *
 * @param businessKey what it is about, the order's id; there is one saga of a kind for each
 * @param data what it knows at the beginning
 * @param firstStep the first step's result, if that was done before the saga came into being
 * @param origin what its commands inherit
 * @param out how its commands leave in the current transaction
 */
public record Start<D>(
        UUID sagaId,
        Saga<D> saga,
        String businessKey,
        D data,
        Reply.@Nullable Succeeded firstStep,
        Origin origin,
        Consumer<Message> out) {}
