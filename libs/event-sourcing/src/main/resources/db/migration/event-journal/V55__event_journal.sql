-- What happened to a service's own aggregates, written in the transaction that decides it. Any number of transactions
-- write at once, and some of them are prepared and stay undecided for hours; so there is no lock on an end of the journal
-- and no position that would have to wait for them. The primary key is the guard: of two writers that saw the same
-- version of a stream, one finds the next version taken.
--
-- The journal is an outbox, too. What is published is not marked, because a row is written once and never again: the
-- relay remembers what it has seen.
CREATE TABLE event_journal (
    stream_id      text COLLATE "C" NOT NULL CHECK (length(stream_id) BETWEEN 1 AND 255),
    version        integer     NOT NULL CHECK (version > 0), -- the place within the stream, 1..n
    event_id       uuid        NOT NULL,                     -- the message's, too
    type           text        NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
    schema_version integer     NOT NULL CHECK (schema_version > 0),
    data           json        NOT NULL, -- json, not jsonb: written, read and published whole
    metadata       json        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    -- Who wrote it: tells whether a snapshot sees it.
    transaction_id xid8        NOT NULL DEFAULT pg_current_xact_id(),
    -- The order of writing. Within a stream it is the order of versions, because a version is decided on when the one
    -- before it is committed; over all streams it is not the order of the commits, and nobody relies on it.
    sequence       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (stream_id, version)
);

-- What a snapshot does not see yet is at this index's end.
CREATE INDEX event_journal_by_transaction ON event_journal (transaction_id);

-- How far the journal has been published: one row. The cursor is a snapshot, not a number, so that it knows of the
-- transactions that were under way when it was taken: what they bring is new whenever they commit.
CREATE TABLE event_journal_published (
    is_only  boolean     PRIMARY KEY DEFAULT true CHECK (is_only),
    done     pg_snapshot NOT NULL, -- all that this one sees is published
    -- What this one sees beyond that is being published, in the order of 'sequence', and has come so far. Null when
    -- nothing is left of it.
    until    pg_snapshot,
    sequence bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

-- The first transaction of a database cluster has number 3: this sees nothing.
INSERT INTO event_journal_published (done) VALUES ('3:3:');

-- Append-only by grant. The role owns the table and could take the right back, which is a deed and not a slip.
REVOKE UPDATE, DELETE, TRUNCATE ON event_journal FROM CURRENT_USER;
