package dev.tandem.lock.core;

import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;

class LockTableTest extends LockBackendContract {

    private static HikariDataSource pool;
    private static LockTable table;

    @BeforeAll
    static void start() {
        pool = LockTables.pool(LockTables.fresh());
        table = new LockTable(pool);
    }

    @AfterAll
    static void stop() {
        table.close();
        pool.close();
    }

    @Override
    protected LockBackend backend() {
        return new TableBackend(table);
    }

    @Override
    protected int queueLength() {
        return new LockQueries(JdbcClient.create(pool)).queue(key, 100).size();
    }
}
