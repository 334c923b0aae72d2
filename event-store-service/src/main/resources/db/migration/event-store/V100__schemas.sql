-- What an event of a type and version looks like, as JSON Schema. Written once: a version means the same for ever.
CREATE TABLE event_schema (
    type          text        NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
    version       integer     NOT NULL CHECK (version > 0),
    schema        jsonb       NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (type, version)
);
