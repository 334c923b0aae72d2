-- A view of the log that is kept up to date, by name.
CREATE TABLE projection (
    name      text    PRIMARY KEY,
    is_paused boolean NOT NULL DEFAULT false
);

-- One making of a view. Its tables lie in a schema of its own, 'view_<name>_<generation>', so that it can be made anew
-- beside the one that is read. The one before the live one is kept until the next making, for those who are still reading.
CREATE TABLE projection_generation (
    projection      text        NOT NULL REFERENCES projection,
    generation      integer     NOT NULL,
    role            text        NOT NULL CHECK (role IN ('LIVE', 'BUILDING', 'RETIRED')),
    -- Where the log ended when it was begun: for what had happened by then nothing is done outside.
    silent_until    bigint      NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    -- The event that could not be projected, which stops this generation until somebody resumes it.
    failed_position bigint,
    failure         text,
    failed_at       timestamptz,
    PRIMARY KEY (projection, generation),
    CHECK ((failure IS NULL) = (failed_at IS NULL))
);

CREATE UNIQUE INDEX projection_live ON projection_generation (projection) WHERE role = 'LIVE';
CREATE UNIQUE INDEX projection_building ON projection_generation (projection) WHERE role = 'BUILDING';

-- How far a generation has come in each partition of the log: moves in the transaction that changes the view.
CREATE TABLE projection_checkpoint (
    projection       text     NOT NULL,
    generation       integer  NOT NULL,
    partition_number smallint NOT NULL,
    position         bigint   NOT NULL DEFAULT 0,
    PRIMARY KEY (projection, generation, partition_number),
    FOREIGN KEY (projection, generation) REFERENCES projection_generation ON DELETE CASCADE
) WITH (fillfactor = 50);

-- What a projection wants done outside: a message to a customer, once per event. Of no generation, because a rebuild
-- sends nothing. Whoever sends them would take them from here, as from an outbox.
CREATE TABLE notification (
    event_id    uuid        PRIMARY KEY,
    customer_id text        NOT NULL,
    text        text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
