package dev.tandem.messaging;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/**
 * Identifiers that sort by the time of their making (UUIDv7, RFC 9562): new rows go to the right-hand edge of an
 * index, and the inbox can be partitioned by id. Within one process they rise strictly, also within a millisecond
 * (RFC 9562, section 6.2), so "newest first" by id is what it says. Thread-safe.
 */
public final class Ids {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    /** A new identifier, unique everywhere. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
