package dev.tandem.faults;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything passes. */
final class NoFaults implements Faults {

    @Override
    public void reach(FaultPoint point, @Nullable Object subject) {}

    @Override
    public <T> void reach(FaultPoint point, Collection<? extends T> items, Function<? super T, ?> subject) {}

    @Override
    public <T> void reachOnceCommitted(
            FaultPoint point, Collection<? extends T> items, Function<? super T, ?> subject) {}

    @Override
    public boolean loses(FaultPoint point, @Nullable Object subject) {
        return false;
    }

    @Override
    public <T> List<T> survivors(FaultPoint point, List<T> items, Function<? super T, ?> subject) {
        return items;
    }

    @Override
    public boolean isCut(String service) {
        return false;
    }

    @Override
    public boolean isEnabled() {
        return false;
    }
}
