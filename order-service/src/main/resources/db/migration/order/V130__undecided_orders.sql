-- Orders that the services are asked to commit together, from before anybody is asked until it is known what came of it.
-- The order's own branch removes the row, so that it goes with the commit that makes the order visible; an abort brings
-- it back, and whoever writes down the aborted order removes it. Whoever dies in between leaves it for the others.
CREATE TABLE undecided_order (
    order_id       uuid        PRIMARY KEY, -- the transaction's id, too
    command        json        NOT NULL,
    correlation_id text        NOT NULL,
    since          timestamptz NOT NULL DEFAULT now()
) WITH (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold    = 2000
);
