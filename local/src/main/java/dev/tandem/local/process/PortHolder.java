package dev.tandem.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that listens on a port that somebody else wants.
 *
 * @param pid its number
 * @param command its command line, shortened
 */
public record PortHolder(long pid, String command) {

    private static final int LONGEST_COMMAND = 100;
    private static final String LISTENING = "0A";

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the servers do: connections of the last run may linger
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Who listens on the port, as far as the system tells and lets us look. */
    public static Optional<PortHolder> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> listeningSockets(Path.of(table), port))
                .flatMap(inode -> ownerOf("socket:[" + inode + "]").stream())
                .findFirst();
    }

    @Override
    public String toString() {
        return command + " (process " + pid + ")";
    }

    private static Stream<String> listeningSockets(Path table, int port) {
        var address = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields[1].endsWith(address) && fields[3].equals(LISTENING))
                    .map(fields -> fields[9]);
        } catch (IOException notLinux) {
            return Stream.empty();
        }
    }

    private static Optional<PortHolder> ownerOf(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), socket))
                .findFirst()
                .map(process -> new PortHolder(process.pid(), commandOf(process.pid())));
    }

    private static boolean holds(long pid, String socket) {
        try (var descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> pointsTo(descriptor, socket));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static boolean pointsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static String commandOf(long pid) {
        try {
            var command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ')
                    .strip();
            return command.length() <= LONGEST_COMMAND ? command : command.substring(0, LONGEST_COMMAND) + "…";
        } catch (IOException gone) {
            return "?";
        }
    }
}
