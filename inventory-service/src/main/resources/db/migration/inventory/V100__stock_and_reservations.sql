-- How many units of an article one warehouse has, and how many of them are promised to orders.
-- "reserved" repeats what the reservations say, so that availability is one row's matter and that row's lock
-- is all that two orders for the last unit have to meet at.
CREATE TABLE stock (
    sku       text    NOT NULL,
    warehouse text    NOT NULL CHECK (warehouse IN ('W1', 'W2')),
    on_hand   integer NOT NULL CHECK (on_hand >= 0),
    reserved  integer NOT NULL CHECK (reserved BETWEEN 0 AND on_hand),
    version   integer NOT NULL,
    PRIMARY KEY (sku, warehouse)
) WITH (fillfactor = 50); -- hot counters: an update finds room in its own page and touches no index

-- One row per order that ever asked for units, or was told to give them back before it did.
-- A RELEASED row without lines is a tombstone: nothing is set aside for this order and nothing will be, because
-- the release came first, or because the stock did not suffice when it was asked for.
CREATE TABLE reservation (
    id             uuid        PRIMARY KEY,
    order_id       uuid        NOT NULL UNIQUE,
    status         text        NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'RELEASED', 'EXPIRED')),
    reason         text        CHECK ((reason IS NOT NULL) = (status IN ('RELEASED', 'EXPIRED'))),
    expires_at     timestamptz CHECK ((expires_at IS NOT NULL) = (status IN ('PENDING', 'EXPIRED'))),
    correlation_id text        NOT NULL,
    coordination   text,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
) WITH (fillfactor = 70);

-- What the sweep looks for, and nothing else.
CREATE INDEX reservation_expiring ON reservation (expires_at) WHERE status = 'PENDING';

-- Which units, from where. Written once with its reservation and never changed: a release is a status, not a deletion.
-- No foreign keys: reservation and lines are written together from stock rows that are locked, nothing of it is ever
-- deleted, and a check per row would cost as much as the row.
CREATE TABLE reservation_line (
    reservation_id uuid    NOT NULL,
    sku            text    NOT NULL,
    warehouse      text    NOT NULL,
    quantity       integer NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (reservation_id, sku, warehouse)
);
