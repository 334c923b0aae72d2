package dev.tandem.bench.compare;

import dev.tandem.bench.Percentiles;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/** Findings side by side: a column per coordination. */
final class Table {

    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    private Table() {}

    /** What was measured and watched. */
    static Table of(List<Finding> findings, int orders) {
        var table = new Table();
        table.row("", findings, Finding::coordination);
        table.row("the customer hears", findings, Finding::answer);
        table.row("  after, median (99 %)", findings, it -> millis(it.answered()));
        table.row("everybody can know it after", findings, it -> millis(it.known()));
        table.row("commits an order", findings, it -> number(it.costs().commits()));
        table.row("forced writes", findings, it -> number(it.costs().forced()));
        table.row("log, KB", findings, it -> number(it.costs().logKilobytes()));
        table.row("messages through Kafka", findings, it -> number(it.costs().messages()));
        table.row("requests between services", findings, it -> number(it.costs().requests()));
        table.row("wallet locked, ms an order", findings, it -> each(it.sights().wallet(), orders));
        table.row("shelf locked, ms an order", findings, it -> each(it.sights().shelf(), orders));
        table.row(
                "half-done to a reader, ms an order",
                findings,
                it -> each(it.sights().halfDone(), orders));
        table.row("  longest", findings, it -> each(it.sights().longestHalfDone(), 1));
        table.row(
                "  in looks",
                findings,
                it -> it.sights().halfLooks() + " of " + it.sights().looks());
        return table;
    }

    /** What became of an order while a participant was dead, by coordination. */
    static Table of(SequencedMap<String, Outage.Course> courses) {
        var table = new Table();
        var columns = List.copyOf(courses.sequencedEntrySet());
        table.row("", columns, Map.Entry::getKey);
        table.row("the customer hears", columns, it -> it.getValue().answer());
        table.row("in force meanwhile", columns, it -> it.getValue().meanwhile());
        table.row("when it is back", columns, it -> it.getValue().end());
        return table;
    }

    private <C> void row(String label, List<C> columns, Function<C, String> cell) {
        var row = new ArrayList<String>();
        row.add(label);
        columns.forEach(column -> row.add(cell.apply(column)));
        rows.add(row);
    }

    private static String millis(Percentiles times) {
        return "%.1f ms (%.1f)".formatted(times.millis(50), times.millis(99));
    }

    private static String each(long nanos, int orders) {
        return "%.2f".formatted(nanos / 1e6 / orders);
    }

    private static String number(double value) {
        return "%.1f".formatted(Math.max(0, value));
    }

    /** Every column is as wide as its widest cell. */
    void print(PrintStream out) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        out.println();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + GAP);
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
