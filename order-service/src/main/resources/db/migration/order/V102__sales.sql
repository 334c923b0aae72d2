-- What was sold, for reports: one line when an order is confirmed, and one more if it is cancelled after that.
-- An order that is still being worked on has none, so no report ever shows what may yet be undone. Lines are only
-- ever added, each on its own day: a day that is over reads the same for ever.
CREATE TABLE sale (
    order_id    uuid          NOT NULL,
    kind        text          NOT NULL CHECK (kind IN ('SALE', 'RETURN')),
    day         date          NOT NULL, -- UTC
    customer_id text          NOT NULL,
    amount      numeric(19,2) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (order_id, kind)
);

-- Reports begin with the newest day and stop where the page is full.
CREATE INDEX sale_by_day ON sale (day);
