package dev.tandem.defaults.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.testsupport.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class DataProblemsTest {

    private final DataProblems problems = new DataProblems();

    @Test
    void aServerThatWasKilledIsUnavailable() {
        try (var server = PostgresServer.start(false)) {
            var database = server.freshDatabase();
            var open = new SingleConnectionDataSource(database.url(), database.username(), database.password(), true);
            try {
                JdbcClient.create(open).sql("SELECT 1").query().singleValue();
                server.kill();

                assertThat(statusAfter(JdbcClient.create(open), "SELECT 1")).isEqualTo(503);
                assertThat(statusAfter(JdbcClient.create(database.dataSource()), "SELECT 1"))
                        .isEqualTo(503);
            } finally {
                open.destroy();
            }
        }
    }

    @Test
    void aWrongStatementIsABug() {
        var failure = new BadSqlGrammarException("reading", "SELECT", new SQLException("no such table", "42P01"));

        assertThat(problems.failed(failure).getStatusCode().value()).isEqualTo(500);
    }

    private int statusAfter(JdbcClient jdbc, String sql) {
        var failure = catchThrowableOfType(
                DataAccessException.class, () -> jdbc.sql(sql).query().singleValue());
        return problems.failed(failure).getStatusCode().value();
    }
}
