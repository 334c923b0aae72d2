package dev.tandem.local.platform;

import dev.tandem.local.process.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Lets one launcher at a time start and stop things. The system frees it when its holder dies, however it dies. */
final class PlatformLock {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private PlatformLock() {}

    /** Runs the work alone, after waiting for others if need be. */
    static void holding(Path file, Progress progress, Runnable work) {
        Folders.createParentOf(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!takes(channel)) {
                progress.note("Waiting for another tandem command to finish …");
                if (!Poll.until(PATIENCE, () -> takes(channel))) {
                    throw new StartFailed("Another tandem command is starting or stopping the platform in "
                            + file.getParent() + ". Let it finish, or stop it with Ctrl-C.");
                }
            }
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file, e);
        }
    }

    private static boolean takes(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherThread) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
