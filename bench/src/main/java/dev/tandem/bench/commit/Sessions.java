package dev.tandem.bench.commit;

import dev.tandem.local.platform.Platform;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Connections to one database, with the statements that are carried out there again and again. Thread-safe. */
final class Sessions implements AutoCloseable {

    /** What is done on one of them. */
    interface Work {
        void on(Session session) throws SQLException;
    }

    private final List<Session> all = new ArrayList<>();
    private final BlockingQueue<Session> free;

    Sessions(Platform platform, String database, List<String> statements, int count) throws SQLException {
        this.free = new ArrayBlockingQueue<>(count);
        for (var i = 0; i < count; i++) {
            all.add(new Session(platform.connect(database), statements));
        }
        free.addAll(all);
    }

    void use(Work work) throws SQLException, InterruptedException {
        var session = free.take();
        try {
            work.on(session);
        } finally {
            free.add(session);
        }
    }

    /** One connection. */
    static final class Session {

        private final Connection connection;
        private final List<PreparedStatement> statements = new ArrayList<>();
        private final List<Boolean> wantKey = new ArrayList<>();

        private Session(Connection connection, List<String> texts) throws SQLException {
            this.connection = connection;
            for (var text : texts) {
                statements.add(connection.prepareStatement(text));
                wantKey.add(text.indexOf('?') != text.lastIndexOf('?'));
            }
        }

        /** Does the work, up to the promise. */
        void prepare(UUID id, String key, String name) throws SQLException {
            connection.setAutoCommit(false);
            carryOut(id, key);
            execute("PREPARE TRANSACTION '%s'".formatted(name));
            connection.setAutoCommit(true); // there is no transaction any more: nothing is sent
        }

        void commitPrepared(String name) throws SQLException {
            execute("COMMIT PREPARED '%s'".formatted(name));
        }

        /** Each statement is a transaction. */
        void commit(UUID id, String key) throws SQLException {
            carryOut(id, key);
        }

        private void carryOut(UUID id, String key) throws SQLException {
            for (var i = 0; i < statements.size(); i++) {
                var statement = statements.get(i);
                statement.setObject(1, id);
                if (wantKey.get(i)) {
                    statement.setString(2, key);
                }
                statement.execute();
            }
        }

        private void execute(String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (var session : all) {
            session.connection.close();
        }
    }
}
