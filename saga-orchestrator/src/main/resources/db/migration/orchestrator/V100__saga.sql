-- One row per saga: where it stands. How it got there is in saga_history.
--
-- A row changes with every step, so updates must be cheap: half of each page is left free and no index contains a
-- column that changes with the steps, which keeps the new version of a row in its page and out of the indexes. Columns
-- that never change come first: what two versions of a row begin with is not written to the log again.
CREATE TABLE saga (
    id                  uuid        PRIMARY KEY,
    -- The plan that it began with and keeps: a deployment that has another one under this name does not start.
    definition          text        NOT NULL,
    definition_version  integer     NOT NULL,
    definition_checksum text        NOT NULL,
    -- What the saga is about, the order's id. One saga of a kind per order, however often its event is delivered.
    business_key        text        NOT NULL,
    -- What its commands inherit when a timer causes them.
    correlation_id      text        NOT NULL,
    traceparent         text,
    coordination        text,
    created_at          timestamptz NOT NULL DEFAULT now(),
    -- What it knows: json, not jsonb, because it is read and written whole.
    data                json        NOT NULL,
    status              text        NOT NULL
        CHECK (status IN ('RUNNING', 'COMPENSATING', 'STUCK', 'COMPLETED', 'COMPENSATED', 'FAILED')),
    -- The step that is carried out (RUNNING) or undone (COMPENSATING, STUCK), and what ends the wait there.
    step                text,
    attempt             integer     CHECK (attempt >= 1),
    waits_for           text        CHECK (waits_for IN ('REPLY', 'RETRY')),
    -- Why the saga turned back.
    reason              text,
    -- When it moves by itself; by this server's clock and no other.
    due_at              timestamptz,
    step_since          timestamptz NOT NULL DEFAULT now(),
    -- Counts the changes; equals the last version in saga_history.
    version             integer     NOT NULL,
    updated_at          timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT saga_once_per_business_key UNIQUE (business_key, definition),
    CONSTRAINT saga_has_ended_or_a_step CHECK ((status IN ('RUNNING', 'COMPENSATING', 'STUCK')) = (step IS NOT NULL)),
    CONSTRAINT saga_cannot_be_forgotten CHECK ((status IN ('RUNNING', 'COMPENSATING')) = (due_at IS NOT NULL)),
    CONSTRAINT saga_turned_back_for_a_reason CHECK ((status IN ('RUNNING', 'COMPLETED')) = (reason IS NULL))
) WITH (fillfactor = 50);

-- The few that are alive among the many that have ended: timers, gauges and operators look here.
CREATE INDEX saga_live ON saga (id) WHERE status IN ('RUNNING', 'COMPENSATING', 'STUCK');

-- Those that were given up: people look for them among the many that were completed. By time they are found without an
-- index of their own, because identifiers sort by the time of their making.
CREATE INDEX saga_given_up ON saga (id) WHERE status IN ('COMPENSATED', 'FAILED');

-- What happened, never changed: one row per change, with what came in and where it led.
-- No foreign key: both rows are written in one transaction, and a check per row would cost as much as the row.
CREATE TABLE saga_history (
    saga_id      uuid        NOT NULL,
    version      integer     NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    -- What came in, and which attempt it was about.
    event        text        NOT NULL
        CHECK (event IN ('STARTED', 'SUCCEEDED', 'REFUSED', 'FAILED', 'TIMED_OUT', 'ASKED_AGAIN',
                         'STEP_OVERDUE', 'SAGA_OVERDUE',
                         'RETRY_REQUESTED', 'COMPENSATION_REQUESTED', 'RESOLVED')),
    step         text,
    phase        text        CHECK (phase IN ('ACTION', 'COMPENSATION')),
    attempt      integer,
    detail       json,
    -- Where it led.
    status       text        NOT NULL,
    next_step    text,
    next_attempt integer,

    PRIMARY KEY (saga_id, version)
);
