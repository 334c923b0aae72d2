package dev.tandem.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends signals, of which the JDK itself knows only two. */
final class Signals {

    private Signals() {}

    static void send(ProcessIdentity process, Signal signal) {
        if (process.isAlive()) {
            kill("-" + signal, process.pid());
        }
    }

    /** The parent first: it would otherwise see its children go, and start new ones. */
    static void sendToTree(ProcessIdentity process, Signal signal) {
        var children = ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        send(process, signal);
        children.forEach(child -> kill("-" + signal, child.pid()));
    }

    /** Frozen by {@link Signal#STOP}? Only where the system tells. */
    static boolean isStopped(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException notToldHere) {
            return false;
        }
    }

    /** By the shell's builtin: small images have no {@code kill} of its own. */
    private static void kill(String option, long pid) {
        try {
            var kill = new ProcessBuilder("sh", "-c", "kill \"$0\" \"$1\"", option, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
