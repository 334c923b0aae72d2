package dev.tandem.bench;

import dev.tandem.local.platform.Platform;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A database of the platform's server, with all rights. */
final class PlatformDatabase extends AbstractDataSource {

    private final Platform platform;
    private final String name;

    PlatformDatabase(Platform platform, String name) {
        this.platform = platform;
        this.name = name;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return platform.connect(name);
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("the platform knows its passwords");
    }
}
