-- What the events of each order add up to, which lie in 'event_journal', stream 'order-<order_id>': one row per order,
-- written with them. A CANCELLED row without a customer is a tombstone: the cancellation came first, and the order that
-- follows must find out.
CREATE TABLE orders (
    order_id         uuid          PRIMARY KEY,
    -- Looked up when the order is placed, and nobody is ever deleted: a foreign key would look again for each row,
    -- and write a lock to the customer's.
    customer_id      text,
    items            json,
    total            numeric(19,2) CHECK (total > 0),
    currency         text,
    payment          json,
    shipping_address json,
    coordination     text,
    saga_definition  text,
    created_at       timestamptz   NOT NULL,
    -- From here on, what became of it.
    version          integer       NOT NULL,
    status           text          NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'CANCELLED')),
    reason           text,
    -- The customer of this CONFIRMED order wants it undone.
    cancellation_requested boolean NOT NULL DEFAULT false,
    payment_id       uuid,
    reservation_id   uuid,
    shipment_id      uuid,
    updated_at       timestamptz   NOT NULL,
    CHECK ((status = 'CANCELLED') = (reason IS NOT NULL)),
    CHECK (status = 'CANCELLED' OR customer_id IS NOT NULL),
    CHECK (num_nulls(customer_id, items, total, currency, payment, shipping_address, coordination) IN (0, 7)),
    CHECK (num_nulls(payment_id, reservation_id, shipment_id) IN (0, 3)),
    CHECK (status <> 'CONFIRMED' OR payment_id IS NOT NULL),
    CHECK (status <> 'PENDING' OR payment_id IS NULL),
    CHECK (status = 'CONFIRMED' OR NOT cancellation_requested)
) WITH (fillfactor = 70); -- an order's second version finds room beside its first

-- A customer's orders, newest first: identifiers sort by the time of their making.
CREATE INDEX orders_of_customer ON orders (customer_id, order_id);

-- Who asks for pending orders looks for the few that are left over.
CREATE INDEX orders_pending ON orders (order_id) WHERE status = 'PENDING';
