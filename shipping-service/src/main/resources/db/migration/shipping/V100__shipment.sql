-- One row per order that asked for a shipment. A CANCELLED row without an address is a tombstone:
-- the cancellation came first, and the order that follows must find out.
CREATE TABLE shipment (
    id          uuid        PRIMARY KEY,
    version     integer     NOT NULL,
    order_id    uuid        NOT NULL UNIQUE,
    name        text,
    street      text,
    city        text,
    postal_code text        CHECK (postal_code <> ''),
    country     text        CHECK (country ~ '^[A-Z]{2}$'),
    status      text        NOT NULL CHECK (status IN ('CREATED', 'CANCELLED', 'HANDED_OVER')),
    reason      text,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL CHECK (updated_at >= created_at),
    CHECK (num_nulls(name, street, city, postal_code, country) IN (0, 5)),
    CHECK (country IS NOT NULL OR status = 'CANCELLED'),
    CHECK ((status = 'CANCELLED') = (reason IS NOT NULL))
);
