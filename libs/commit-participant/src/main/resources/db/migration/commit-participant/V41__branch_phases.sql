-- What a branch of three-phase commit has beside its prepared transaction, which nobody can look into or change. The row
-- comes before the vote, so that whoever is prepared knows whom to turn to; it means nothing once the branch has ended.
CREATE TABLE branch_phase (
    transaction_id uuid        PRIMARY KEY,
    members        text[]      NOT NULL, -- who takes part, this service among them; empty if only the coordinator knows
    termination    text        NOT NULL CHECK (termination IN ('GUIDE', 'QUORUM')),
    phase          text        NOT NULL DEFAULT 'PREPARED'
        CHECK (phase IN ('PREPARED', 'PRE_COMMITTED', 'PRE_ABORTED')),
    -- The epoch in which it came to that phase. Of several attempts the one in the highest epoch is gone on with.
    attempt        integer     NOT NULL DEFAULT 0 CHECK ((attempt = 0) = (phase = 'PREPARED')),
    -- Whom it follows: whoever claims a lower epoch, or the same one for somebody else, is refused.
    epoch          integer     NOT NULL DEFAULT 1 CHECK (epoch >= attempt),
    leader         text        NOT NULL DEFAULT 'saga-orchestrator',
    written_at     timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX branch_phase_by_age ON branch_phase (written_at);
