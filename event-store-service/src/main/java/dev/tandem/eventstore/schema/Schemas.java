package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The registry's table. */
@Repository
class Schemas {

    private static final String FIND = """
            SELECT type, version, schema, registered_at
              FROM event_schema
             WHERE type = :type
               AND version = :version
            """;

    private static final String OF_TYPE = """
            SELECT type, version, schema, registered_at
              FROM event_schema
             WHERE type = :type
             ORDER BY version
            """;

    private static final String ALL = """
            SELECT type, version, schema, registered_at
              FROM event_schema
             WHERE (type, version) > (:type, :version)
             ORDER BY type, version
             LIMIT :limit
            """;

    /** Two who register versions of one type wait for each other: the second is compared with the first's. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(:type, 41))";

    private static final String INSERT = """
            INSERT INTO event_schema (type, version, schema)
            VALUES (:type, :version, :schema::jsonb)
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Schemas(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<EventSchema> find(String type, int version) {
        return jdbc.sql(FIND)
                .param("type", type)
                .param("version", version)
                .query(this::schema)
                .optional();
    }

    List<EventSchema> ofType(String type) {
        return jdbc.sql(OF_TYPE).param("type", type).query(this::schema).list();
    }

    /** In the order of types and versions, beyond one of them. */
    List<EventSchema> after(String type, int version, int limit) {
        return jdbc.sql(ALL)
                .param("type", type)
                .param("version", version)
                .param("limit", limit)
                .query(this::schema)
                .list();
    }

    void lock(String type) {
        jdbc.sql(LOCK).param("type", type).query(row -> {});
    }

    void insert(String type, int version, JsonNode schema) {
        jdbc.sql(INSERT)
                .param("type", type)
                .param("version", version)
                .param("schema", schema.toString())
                .update();
    }

    private EventSchema schema(ResultSet row, int ignored) throws SQLException {
        try {
            return new EventSchema(
                    row.getString("type"),
                    row.getInt("version"),
                    json.readTree(row.getString("schema")),
                    row.getObject("registered_at", OffsetDateTime.class).toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's jsonb is not JSON", e);
        }
    }
}
