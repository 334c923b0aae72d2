package dev.tandem.scenarios.events;

import dev.tandem.scenarios.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** A table as thousands are: it knows how things are, and not how they came to be so. */
final class LegacyProfiles implements AutoCloseable {

    private static final String DATABASE = "legacy_profiles";

    private static final String PUT = """
            INSERT INTO profile (name, email) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET email = excluded.email
            """;

    private final Stage stage;
    private final Connection database;

    private LegacyProfiles(Stage stage, Connection database) {
        this.stage = stage;
        this.database = database;
    }

    static LegacyProfiles create(Stage stage) throws SQLException {
        onServer(stage, "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        onServer(stage, "CREATE DATABASE " + DATABASE);
        var profiles = new LegacyProfiles(stage, stage.connect(DATABASE));
        profiles.run("CREATE TABLE profile (name text PRIMARY KEY, email text NOT NULL)");
        return profiles;
    }

    void put(String name, String email) throws SQLException {
        try (var statement = database.prepareStatement(PUT)) {
            statement.setString(1, name);
            statement.setString(2, email);
            statement.executeUpdate();
        }
    }

    /** Emails by name. */
    Map<String, String> all() throws SQLException {
        var all = new TreeMap<String, String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT name, email FROM profile")) {
            while (rows.next()) {
                all.put(rows.getString(1), rows.getString(2));
            }
        }
        return all;
    }

    void replaceWith(Map<String, String> profiles) throws SQLException {
        run("DELETE FROM profile");
        for (var profile : profiles.entrySet()) {
            put(profile.getKey(), profile.getValue());
        }
    }

    void drop() throws SQLException {
        run("DROP TABLE profile");
    }

    private void run(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void onServer(Stage stage, String sql) throws SQLException {
        try (var server = stage.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
        onServer(stage, "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    }
}
