-- What an order leaves behind in the services' databases, without anything that makes it survive crashes between them:
-- no inbox, no outbox, no history. Same keys and indexes, plain types.
CREATE TABLE customer_order (
    id          uuid PRIMARY KEY,
    customer_id text NOT NULL,
    items       json NOT NULL,
    total       numeric(19,2) NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    status      text NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX ON customer_order (customer_id, id);

CREATE TABLE order_event (
    order_id uuid, version integer, type text NOT NULL, data json NOT NULL,
    PRIMARY KEY (order_id, version)
);

CREATE TABLE wallet (
    customer_id text PRIMARY KEY,
    balance     numeric(19,2) NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE payment (
    id uuid PRIMARY KEY, order_id uuid NOT NULL UNIQUE, customer_id text NOT NULL, amount numeric(19,2) NOT NULL,
    status text NOT NULL
);

CREATE TABLE ledger_entry (
    account text, transfer_id uuid, amount numeric(19,2) NOT NULL,
    PRIMARY KEY (account, transfer_id)
);

CREATE TABLE stock (
    sku text PRIMARY KEY, reserved bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE reservation (
    id uuid PRIMARY KEY, order_id uuid NOT NULL UNIQUE, status text NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE reservation_line (
    reservation_id uuid, sku text, quantity integer NOT NULL,
    PRIMARY KEY (reservation_id, sku)
);

CREATE TABLE shipment (
    id uuid PRIMARY KEY, order_id uuid NOT NULL UNIQUE, address json NOT NULL, status text NOT NULL
);

CREATE TABLE saga (
    id uuid PRIMARY KEY, order_id uuid NOT NULL UNIQUE, data json NOT NULL, step integer NOT NULL
) WITH (fillfactor = 50);

INSERT INTO wallet SELECT 'bench-' || n, 1000000000 FROM generate_series(0, 199) AS n;
INSERT INTO stock VALUES ('sticker', 0), ('book', 0);
