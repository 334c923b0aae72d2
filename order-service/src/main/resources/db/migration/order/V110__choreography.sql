-- The orders that are choreographed and pending: what they were told so far, and when their time is up. A row is written
-- with its order and removed with the order's end, in the same transaction: who removes it decides how the order ends,
-- so of a confirmation and a deadline at the same moment one wins, and the other finds nothing. Times are the database's.
CREATE TABLE choreography (
    order_id       uuid        PRIMARY KEY,
    payment_id     uuid,
    reservation_id uuid,
    shipment_id    uuid,
    correlation_id text        NOT NULL, -- of the request, for what is told when time is up
    due_at         timestamptz NOT NULL
) WITH (
    -- Every row dies young; vacuum by count, not by share, or the dead ones pile up before the living.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold    = 2000,
    -- What an order is told changes no indexed column, and finds room beside the row.
    fillfactor                     = 70
);

CREATE INDEX choreography_due ON choreography (due_at);
