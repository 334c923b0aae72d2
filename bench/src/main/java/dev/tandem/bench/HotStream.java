package dev.tandem.bench;

import dev.tandem.eventsourcing.AppendResult.Appended;
import dev.tandem.eventsourcing.AppendResult.Conflict;
import dev.tandem.eventsourcing.AppendResult.IdTaken;
import dev.tandem.eventsourcing.AppendResult.Repeated;
import dev.tandem.eventsourcing.GroupedAppends;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/** A stream that many want to append to; whoever is too late hears where it stands, and tries again. */
final class HotStream {

    private final GroupedAppends appends;
    private final String stream = "hot-" + UUID.randomUUID();
    private final LongAdder appended = new LongAdder();
    private final LongAdder conflicts = new LongAdder();

    HotStream(GroupedAppends appends) {
        this.appends = appends;
    }

    /** Appends one event, in as many tries as it takes. */
    Rate.Deed writer() {
        return new Rate.Deed() {

            private int version;

            @Override
            public void carryOut() throws InterruptedException {
                while (!isAppended()) {
                    conflicts.increment();
                }
                appended.increment();
            }

            private boolean isAppended() throws InterruptedException {
                var append = EventWriter.appendTo(new EventWriter.Place(stream, version), 1);
                return switch (appends.append(append)) {
                    case Appended written -> {
                        version = written.version();
                        yield true;
                    }
                    case Conflict(int actual) -> {
                        version = actual;
                        yield false;
                    }
                    case Repeated _, IdTaken _ -> throw new IllegalStateException("a new id is known");
                };
            }
        };
    }

    double conflictsPerAppend() {
        return conflicts.doubleValue() / appended.doubleValue();
    }
}
