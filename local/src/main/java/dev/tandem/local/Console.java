package dev.tandem.local;

import dev.tandem.local.platform.Progress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Progress as lines; on a terminal, of which the script tells, the last line also shows what is still awaited. */
final class Console implements Progress {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final boolean isTerminal = Boolean.getBoolean("tandem.terminal");
    private final Set<String> awaited = new LinkedHashSet<>();

    @Override
    public synchronized void begins(String part, String what) {
        awaited.add(part);
        showAwaited();
    }

    @Override
    public synchronized void ends(String part, String how, Duration took) {
        awaited.remove(part);
        line(String.format(Locale.ROOT, "  %-20s %-12s %5.1f s", part, how, took.toMillis() / 1000.0));
    }

    @Override
    public synchronized void note(String line) {
        line(line);
    }

    private void line(String text) {
        System.out.println(isTerminal ? CLEAR_LINE + text : text);
        showAwaited();
    }

    private void showAwaited() {
        if (isTerminal) {
            System.out.print(CLEAR_LINE + (awaited.isEmpty() ? "" : "  … " + String.join(", ", awaited)));
            System.out.flush();
        }
    }
}
