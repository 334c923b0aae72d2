-- How branches ended. A COMMITTED row is written by the branch itself, inside the transaction that PREPARE leaves behind:
-- COMMIT PREPARED makes it visible together with what it tells of, and nothing else can. An ABORTED row is a tombstone,
-- written on its own: the PREPARE that may still be on its way must find out. Both want the same key, so of an abort
-- and a prepare that meet, one waits for the other and then knows.
--
-- 'COMMIT PREPARED' on a branch that is not there means committed, never prepared, or rolled back by hand; a row or its
-- absence tells which.
CREATE TABLE branch (
    transaction_id uuid        PRIMARY KEY,
    outcome        text        NOT NULL CHECK (outcome IN ('COMMITTED', 'ABORTED')),
    operation      text        CHECK (operation IS NOT NULL OR outcome = 'ABORTED'),
    written_at     timestamptz NOT NULL DEFAULT now() -- of a committed branch: when its transaction began
);

CREATE INDEX branch_by_age ON branch (written_at);

-- The highest epoch in which a coordinator spoke about a transaction, once it was taken over. Whoever speaks in a lower
-- one has been replaced and does not know it. A transaction that stays with its first coordinator has no row.
CREATE TABLE branch_epoch (
    transaction_id uuid        PRIMARY KEY,
    epoch          integer     NOT NULL CHECK (epoch > 1),
    written_at     timestamptz NOT NULL DEFAULT now()
);

-- What operators decided over the coordinator's head. Never deleted: it is the audit.
CREATE TABLE branch_forced (
    transaction_id uuid        NOT NULL,
    outcome        text        NOT NULL CHECK (outcome IN ('COMMITTED', 'ABORTED')),
    forced_by      text        NOT NULL, -- by their own account
    note           text        NOT NULL,
    forced_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (transaction_id, forced_at)
);
