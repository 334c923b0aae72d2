package dev.tandem.orchestrator.definition;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What of an answer a saga keeps.
 *
 * @param answer how the answer is read
 * @param kept what the saga knows, with the answer
 * @param <D> what the saga knows
 * @param <R> the answer
 */
public record Keeping<D, R>(Class<R> answer, BiFunction<D, R, D> kept) {

    /** Reads an answer as the type that a step expects. */
    public interface Reader {
        <R> R read(Object answer, Class<R> type);
    }

    static <D> Keeping<D, Void> nothing() {
        return new Keeping<>(Void.class, (known, nothing) -> known);
    }

    /** What the saga knows after the answer. */
    public D keep(D known, @Nullable Object data, Reader reader) {
        if (answer == Void.class) {
            return known;
        }
        if (data == null) {
            throw new IllegalArgumentException("expected a %s, got nothing".formatted(answer.getSimpleName()));
        }
        return kept.apply(known, reader.read(data, answer));
    }
}
