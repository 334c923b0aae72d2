package dev.tandem.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresServerTest {

    @Test
    void isVersion17AndPreparesTransactions() {
        var jdbc = JdbcClient.create(PostgresServer.shared().freshDatabase().dataSource());

        assertThat(show(jdbc, "server_version")).startsWith("17.");
        assertThat(show(jdbc, "max_prepared_transactions")).isEqualTo("64");
        assertThat(show(jdbc, "server_encoding")).isEqualTo("UTF8");
        assertThat(show(jdbc, "is_superuser")).isEqualTo("off");
        assertThat(show(jdbc, "fsync")).isEqualTo("off");
    }

    @Test
    void whatWasCommittedSurvivesAKill() {
        try (var server = PostgresServer.start(true)) {
            var jdbc = JdbcClient.create(server.freshDatabase().dataSource());
            jdbc.sql("CREATE TABLE seen (id int)").update();
            jdbc.sql("INSERT INTO seen VALUES (1)").update();
            assertThat(show(jdbc, "fsync")).isEqualTo("on");

            server.kill();
            assertThatThrownBy(() -> show(jdbc, "fsync")).hasRootCauseInstanceOf(java.net.ConnectException.class);
            server.restart();

            assertThat(jdbc.sql("SELECT id FROM seen").query(Integer.class).list())
                    .containsExactly(1);
        }
    }

    @Test
    void databasesAreStrangersToEachOther() throws SQLException {
        var first = PostgresServer.shared().freshDatabase();
        var second = PostgresServer.shared().freshDatabase();
        JdbcClient.create(first.dataSource()).sql("CREATE TABLE mine (id int)").update();

        assertThat(second.url()).isNotEqualTo(first.url());
        try (var superuser = PostgresServer.shared().superuser(second)) {
            assertThat(superuser
                            .getMetaData()
                            .getTables(null, "public", "mine", null)
                            .next())
                    .isFalse();
        }
    }

    private static String show(JdbcClient jdbc, String setting) {
        return jdbc.sql("SHOW " + setting).query(String.class).single();
    }
}
