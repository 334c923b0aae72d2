package dev.tandem.eventsourcing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What of a {@link Journal} is still to be published. Each event comes at least once, those of a stream in their order,
 * whoever committed when.
 *
 * <p>The cursor is a snapshot of the database (as in Skytools' PgQ, whose batch is what lies between two snapshots). An
 * event is new if the last snapshot does not see the transaction that wrote it and the next one does. A number could not
 * tell that: it is drawn before the commit. A transaction that is under way is remembered by name, however long that
 * takes, and nobody waits for it: not for a prepared one in doubt, either.
 *
 * <p>Between two snapshots events are taken in the order in which they were written. Of one stream that is the order of
 * its versions, and a version that only a later snapshot sees is behind all that this one sees.
 *
 * <p>To be used by one publisher at a time, in a transaction of its own, at the isolation level READ COMMITTED.
 */
public final class JournalPublication {

    /**
     * Whatever is visible to this statement is to the later ones of the transaction. Planned anew each time: what lies
     * beyond a snapshot is next to nothing, and a plan for 'some share of the table' would read all of it.
     */
    private static final String CURSOR = """
            SELECT done::text                                                   AS done,
                   coalesce(until, pg_current_snapshot())::text                 AS until,
                   until IS NOT NULL                                            AS is_begun,
                   sequence,
                   pg_snapshot_xmax(done) <= pg_snapshot_xmax(pg_current_snapshot()) AS is_of_this_cluster,
                   set_config('plan_cache_mode', 'force_custom_plan', true)
              FROM event_journal_published
            """;

    /** What the snapshot 'done' does not see. */
    private static final String BEYOND_DONE = """
              FROM event_journal
             WHERE (transaction_id >= pg_snapshot_xmax(CAST(:done AS pg_snapshot))
                    OR transaction_id = ANY (ARRAY(SELECT pg_snapshot_xip(CAST(:done AS pg_snapshot)))))
            """;

    private static final String NEXT = Journal.COLUMNS + "     , sequence\n" + BEYOND_DONE + """
               AND pg_visible_in_snapshot(transaction_id, CAST(:until AS pg_snapshot))
               AND sequence > :sequence
             ORDER BY sequence
             LIMIT :limit
            """;

    private static final String BACKLOG = """
            SELECT count(*), coalesce(extract(EPOCH FROM now() - min(occurred_at)), 0)
            """ + BEYOND_DONE + """
               AND (sequence > :sequence OR NOT pg_visible_in_snapshot(transaction_id, CAST(:until AS pg_snapshot)))
            """;

    private static final String ADVANCE = """
            UPDATE event_journal_published
               SET until = CAST(:until AS pg_snapshot),
                   sequence = :last
             WHERE done::text = :done
            """;

    private static final String FINISH = """
            UPDATE event_journal_published
               SET done = CAST(:until AS pg_snapshot),
                   until = NULL,
                   sequence = 0
             WHERE done::text = :done
            """;

    private final JdbcClient jdbc;

    public JournalPublication(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Cursor(String done, String until, boolean isBegun, long sequence, boolean isOfThisCluster) {}

    private record Numbered(long sequence, JournalEvent event) {}

    /** How much waits, and for how long. */
    public record Backlog(long pending, double oldestAgeSeconds) {}

    /** What is to be published next. */
    public static final class Portion {

        private final Cursor cursor;
        private final List<Numbered> rows;
        private final boolean hasMore;

        private Portion(Cursor cursor, List<Numbered> rows, boolean hasMore) {
            this.cursor = cursor;
            this.rows = rows;
            this.hasMore = hasMore;
        }

        /** In the order in which they are to be published. */
        public List<JournalEvent> events() {
            return rows.stream().map(Numbered::event).toList();
        }

        /** Whether there may be more just now. */
        public boolean hasMore() {
            return hasMore;
        }
    }

    /**
     * The next portion; the same one until it is {@linkplain #published published}.
     *
     * @throws IllegalStateException if the cursor is of another database cluster, whose transactions had other numbers:
     *     after the tables were restored from a dump
     */
    public Portion next(int limit) {
        var cursor = cursor();
        if (!cursor.isOfThisCluster()) {
            throw new IllegalStateException(
                    "events were published up to snapshot %s, and this server has not come as far: the table event_journal_published is of another server"
                            .formatted(cursor.done()));
        }
        var rows = jdbc.sql(NEXT)
                .param("done", cursor.done())
                .param("until", cursor.until())
                .param("sequence", cursor.sequence())
                .param("limit", limit)
                .query((row, number) -> new Numbered(row.getLong("sequence"), Journal.event(row, number)))
                .list();
        return new Portion(cursor, rows, rows.size() == limit);
    }

    private Cursor cursor() {
        return jdbc.sql(CURSOR)
                .query((row, number) -> new Cursor(
                        row.getString("done"),
                        row.getString("until"),
                        row.getBoolean("is_begun"),
                        row.getLong("sequence"),
                        row.getBoolean("is_of_this_cluster")))
                .single();
    }

    /** Moves on, in the transaction in which the portion was taken. */
    public void published(Portion portion) {
        var cursor = portion.cursor;
        if (portion.rows.isEmpty() && !cursor.isBegun()) {
            return;
        }
        var last = portion.hasMore ? portion.rows.getLast().sequence() : null;
        if (move(cursor, last) != 1) {
            throw new IllegalStateException("two publish one journal at a time");
        }
    }

    private int move(Cursor cursor, @Nullable Long last) {
        return last == null
                ? jdbc.sql(FINISH)
                        .param("until", cursor.until())
                        .param("done", cursor.done())
                        .update()
                : jdbc.sql(ADVANCE)
                        .param("until", cursor.until())
                        .param("last", last)
                        .param("done", cursor.done())
                        .update();
    }

    public Backlog backlog() {
        var cursor = cursor();
        return jdbc.sql(BACKLOG)
                .param("done", cursor.done())
                .param("until", cursor.until())
                .param("sequence", cursor.sequence())
                .query((row, number) -> new Backlog(row.getLong(1), row.getDouble(2)))
                .single();
    }
}
