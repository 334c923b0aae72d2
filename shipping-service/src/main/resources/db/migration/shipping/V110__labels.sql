-- Where choreographed orders go. Whoever is told to ship is told where to; who reacts to a reservation has to know it
-- from the order. The two come in different topics: a row without address is of an order for which units were set aside
-- before it was heard where it goes.
CREATE TABLE label (
    order_id uuid    PRIMARY KEY,
    address  jsonb,
    packable boolean NOT NULL,
    CHECK (address IS NOT NULL OR packable)
);
