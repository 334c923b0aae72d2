package dev.tandem.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param pid the number
 * @param born when it was started, in whatever unit the system keeps unchanged while the process lives
 */
record ProcessIdentity(long pid, String born) {

    private static final int STATE_AFTER_NAME = 0;
    private static final int START_TICKS_AFTER_NAME = 19;

    /** The process with this number, unless it is gone or only waits to be reaped. */
    static Optional<ProcessIdentity> of(long pid) {
        var stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return ofStat(pid, Files.readString(stat));
        } catch (IOException noSuchFile) {
            return Files.isDirectory(Path.of("/proc/self")) ? Optional.empty() : ofHandle(pid);
        }
    }

    boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Ticks since boot, not a date: a date is computed from the clock, and somebody may set that. */
    private static Optional<ProcessIdentity> ofStat(long pid, String stat) {
        // The name stands in parentheses and may itself hold spaces and parentheses.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return switch (fields[STATE_AFTER_NAME]) {
            case "Z", "X" -> Optional.empty();
            default -> Optional.of(new ProcessIdentity(pid, fields[START_TICKS_AFTER_NAME]));
        };
    }

    private static Optional<ProcessIdentity> ofHandle(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(handle -> {
            var start = handle.info().startInstant().orElse(Instant.EPOCH);
            return new ProcessIdentity(pid, start.toString());
        });
    }
}
