package dev.tandem.orchestrator.commit;

import java.net.ConnectException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether a request failed before it could be sent, because nobody accepted the connection. */
public final class NobodyThere implements Predicate<Throwable> {

    @Override
    public boolean test(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(ConnectException.class::isInstance);
    }
}
