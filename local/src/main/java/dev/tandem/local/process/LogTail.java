package dev.tandem.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads the end of a log, and what is appended to it. */
public final class LogTail {

    private static final int BYTES_PER_LINE = 400;
    private static final long PAUSE_MILLIS = 200;

    private LogTail() {}

    public static List<String> lastLines(Path log, int count) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var start = Math.max(0, file.length() - (long) count * BYTES_PER_LINE);
            file.seek(start);
            var lines = read(file).lines().skip(start == 0 ? 0 : 1).toList(); // the first one may be cut
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(cannot read " + log + ": " + e.getMessage() + ")");
        }
    }

    /** Hands over what is appended from now on, also after the log began anew, until the thread is interrupted. */
    public static void follow(Path log, Consumer<String> appended) throws InterruptedException {
        try {
            var position = Files.exists(log) ? Files.size(log) : 0;
            while (!Thread.interrupted()) {
                if (Files.exists(log)) {
                    position = readFrom(log, position, appended);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    private static long readFrom(Path log, long position, Consumer<String> appended) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(file.length() < position ? 0 : position);
            var text = read(file);
            // A line that is still being written is read again when it is whole.
            var end = text.lastIndexOf('\n') + 1;
            text.substring(0, end).lines().forEach(appended);
            return file.getFilePointer() - text.substring(end).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private static String read(RandomAccessFile file) throws IOException {
        var bytes = new byte[(int) Math.min(file.length() - file.getFilePointer(), 8 << 20)];
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
