-- What the four branches of an order leave behind, in tables like the services': same keys and indexes, plain types.
-- Each database has all of them, and uses its own.
CREATE TABLE branch (
    transaction_id uuid PRIMARY KEY, outcome text NOT NULL, operation text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON branch (written_at);

CREATE TABLE outbox (
    sequence bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    message_id uuid NOT NULL, topic text NOT NULL, key text NOT NULL, headers json NOT NULL, body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orders (
    order_id uuid PRIMARY KEY, customer_id text NOT NULL, items json NOT NULL, total numeric(19,2) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), status text NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX ON orders (customer_id, order_id);

CREATE TABLE order_event (
    order_id uuid, version integer, type text NOT NULL, data json NOT NULL, PRIMARY KEY (order_id, version)
);

CREATE TABLE wallet (customer_id text PRIMARY KEY, balance numeric(19,2) NOT NULL) WITH (fillfactor = 50);

CREATE TABLE payment (
    id uuid PRIMARY KEY, order_id uuid NOT NULL UNIQUE, customer_id text NOT NULL, amount numeric(19,2) NOT NULL,
    status text NOT NULL
);

CREATE TABLE ledger_entry (
    account text, transfer_id uuid, amount numeric(19,2) NOT NULL, PRIMARY KEY (account, transfer_id)
);

CREATE TABLE stock (sku text PRIMARY KEY, reserved bigint NOT NULL) WITH (fillfactor = 50);

CREATE TABLE reservation (id uuid PRIMARY KEY, order_id uuid NOT NULL UNIQUE, status text NOT NULL);

CREATE TABLE reservation_line (reservation_id uuid, sku text, quantity integer NOT NULL, PRIMARY KEY (reservation_id, sku));

CREATE TABLE shipment (id uuid PRIMARY KEY, order_id uuid NOT NULL UNIQUE, address json NOT NULL, status text NOT NULL);

-- The coordinator's log.
CREATE TABLE decision (transaction_id uuid PRIMARY KEY, state text NOT NULL, branches json NOT NULL);

INSERT INTO wallet SELECT 'bench-' || n, 1000000000 FROM generate_series(0, 199) AS n;
INSERT INTO stock SELECT 'bench-' || n, 0 FROM generate_series(0, 199) AS n;
