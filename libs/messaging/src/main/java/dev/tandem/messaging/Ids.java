package dev.tandem.messaging;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.UUID;

/**
 * Identifiers that sort by the time of their making (UUIDv7, RFC 9562): new rows go to the right-hand edge of an
 * index, and the inbox can be partitioned by id. Thread-safe.
 */
public final class Ids {

    private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    private Ids() {}

    /** A new identifier, unique everywhere. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
