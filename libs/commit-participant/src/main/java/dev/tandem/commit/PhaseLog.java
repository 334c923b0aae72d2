package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Group;
import dev.tandem.commit.agreement.Standing;
import dev.tandem.commit.agreement.Termination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows by which a member of a group remembers who the others are, whom it follows, and how far it got. */
class PhaseLog {

    /**
     * Does not wait for the disk, and is there all the same before the vote is: {@code PREPARE TRANSACTION} waits for the
     * log, and the log is written in order.
     */
    private static final String JOIN = """
            WITH lazily AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
            INSERT INTO branch_phase (transaction_id, members, termination)
            SELECT :id, :members, :termination
              FROM lazily
                ON CONFLICT (transaction_id) DO NOTHING
            """;

    private static final String FIND = "SELECT * FROM branch_phase WHERE transaction_id = ANY (:ids)";

    private static final String LOCK = "SELECT * FROM branch_phase WHERE transaction_id = :id FOR UPDATE";

    /**
     * Forced to disk by the commit that follows: an acknowledgement must not be taken back. A branch that was prepared
     * without a group gets its row here: it can be led, but has nobody to turn to.
     */
    private static final String MOVE = """
            INSERT INTO branch_phase AS known (transaction_id, members, termination, phase, attempt, epoch, leader)
            VALUES (:id, '{}', 'QUORUM', :phase, :attempt, :epoch, :leader)
                ON CONFLICT (transaction_id) DO UPDATE
               SET phase = excluded.phase, attempt = excluded.attempt,
                   epoch = excluded.epoch, leader = excluded.leader
             WHERE known.epoch <= excluded.epoch
            """;

    private final JdbcClient jdbc;

    PhaseLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a member remembers, as long as its branch is in doubt. */
    record Entry(UUID transactionId, Group group, Standing standing) {}

    /** Remembers who takes part, before the vote that makes it matter. */
    void join(UUID id, Group group) {
        jdbc.sql(JOIN)
                .param("id", id)
                .param("members", group.members().toArray(String[]::new))
                .param("termination", group.termination().name())
                .update();
    }

    Optional<Entry> find(UUID id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** Of those that are branches of three-phase commit. */
    Map<UUID, Entry> find(Collection<UUID> ids) {
        return jdbc.sql(FIND).param("ids", ids.toArray(UUID[]::new)).query(PhaseLog::entry).list().stream()
                .collect(Collectors.toMap(Entry::transactionId, entry -> entry));
    }

    /** The same for the running transaction alone: of two who ask something of a member, one is answered first. */
    Optional<Entry> lock(UUID id) {
        return jdbc.sql(LOCK).param("id", id).query(PhaseLog::entry).optional();
    }

    void move(UUID id, Standing to) {
        jdbc.sql(MOVE)
                .param("id", id)
                .param("phase", to.state().name())
                .param("attempt", to.attempt())
                .param("epoch", to.promised().epoch())
                .param("leader", to.promised().leader())
                .update();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getObject("transaction_id", UUID.class),
                new Group(
                        List.of((String[]) row.getArray("members").getArray()),
                        Termination.valueOf(row.getString("termination"))),
                new Standing(
                        BranchState.valueOf(row.getString("phase")),
                        row.getInt("attempt"),
                        new Claim(row.getInt("epoch"), row.getString("leader"))));
    }
}
