-- What choreographed orders are of. Whoever is told to reserve is told what; who reacts to a payment has to know it from
-- the order. The two come in different topics: a row without items is of an order that was paid for before it was heard
-- what it is of.
CREATE TABLE basket (
    order_id uuid    PRIMARY KEY,
    items    jsonb,
    paid     boolean NOT NULL,
    CHECK (items IS NOT NULL OR paid)
);
