package dev.tandem.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The other processes of this machine. */
public final class Processes {

    private Processes() {}

    /** Whether the system tells what its processes do; Linux does. */
    public static boolean areVisible() {
        return Files.isDirectory(Path.of("/proc/self"));
    }

    /** The numbers of those whose working directory this is. */
    public static List<Long> workingIn(Path directory) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> directory.equals(workingDirectory(pid)))
                .toList();
    }

    /** What it holds in memory, 0 where the system does not tell. */
    public static long residentMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException goneOrNotTold) {
            return 0;
        }
    }

    private static Path workingDirectory(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
        } catch (IOException goneOrNotOurs) {
            return Path.of("");
        }
    }
}
