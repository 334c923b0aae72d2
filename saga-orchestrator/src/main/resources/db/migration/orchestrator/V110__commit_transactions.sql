-- The log of the transaction coordinator. Only two changes of a row have to be on disk before anything else happens:
-- the one to COMMITTING, and in three-phase commit the one to PRE_COMMITTING before it. A transaction without a row, or
-- whose row still says PREPARING when its owner is gone, is aborted: presumed abort. One that says PRE_COMMITTING may
-- have been ended by its participants, who are asked.
CREATE TABLE commit_transaction (
    id              uuid        PRIMARY KEY,
    created_at      timestamptz NOT NULL,
    -- By which rule the participants of a three-phase commit go on without a coordinator; null is two-phase commit.
    termination     text        CHECK (termination IN ('GUIDE', 'QUORUM')),
    state           text        NOT NULL
        CHECK (state IN ('PREPARING', 'PRE_COMMITTING', 'COMMITTING', 'COMMITTED', 'ABORTING', 'ABORTED')
           AND (termination IS NOT NULL OR state <> 'PRE_COMMITTING')),
    -- Who drives it, and in which epoch: each time somebody takes it up, the epoch rises, and participants refuse
    -- whoever speaks in a lower one.
    owner           text        NOT NULL,
    epoch           integer     NOT NULL CHECK (epoch > 0),
    attempts        integer     NOT NULL DEFAULT 0,
    -- When somebody else may take it up: the owner's time is up then. By this database's clock.
    due_at          timestamptz NOT NULL,
    branches        json        NOT NULL, -- who takes part, and how far each is; read and written whole
    timeline        json        NOT NULL,
    reason          text,                 -- of an abort
    detail          text,
    -- Somebody's hand made a branch end otherwise than decided. Stays until somebody says that they have seen it.
    heuristic       text        CHECK (heuristic IN ('COMMIT', 'ROLLBACK', 'MIXED', 'HAZARD')),
    acknowledged_by text        CHECK (acknowledged_by IS NULL OR heuristic IS NOT NULL),
    ended_at        timestamptz CHECK ((ended_at IS NULL) = (state NOT IN ('COMMITTED', 'ABORTED')))
) WITH (fillfactor = 50); -- begun, decided, ended: three versions that stay in one page

-- Who looks for work looks for the few that have not ended.
CREATE INDEX commit_transaction_live ON commit_transaction (created_at) WHERE ended_at IS NULL;

CREATE INDEX commit_transaction_heuristic ON commit_transaction (id)
    WHERE heuristic IS NOT NULL AND acknowledged_by IS NULL;
