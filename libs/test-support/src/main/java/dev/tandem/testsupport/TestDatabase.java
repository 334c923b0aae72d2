package dev.tandem.testsupport;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of one test's own, and the ordinary role that owns it: like a service, it is no superuser. */
public record TestDatabase(String url, String username, String password) {

    /** Opens a connection per call; wrap it in a pool where that matters. */
    public DataSource dataSource() {
        return new DriverManagerDataSource(url, username, password);
    }
}
