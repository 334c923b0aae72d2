-- What the simulated payment gateway remembers. It stands for another company's database: nothing of payment-service
-- reads it but over HTTP, and nothing here refers to payment-service's tables.
CREATE SCHEMA gateway_simulator;

-- The answer to each idempotency key, kept for ever: the same key gets the same answer.
-- A VOIDED row without a card is a charge that was taken back before it arrived.
CREATE TABLE gateway_simulator.charge (
    key        uuid          PRIMARY KEY,
    charge_id  text          UNIQUE,
    status     text          NOT NULL CHECK (status IN ('CHARGED', 'DECLINED', 'VOIDED')),
    code       text,         -- of a declined charge
    order_id   uuid,
    amount     numeric(19,2) CHECK (amount > 0),
    currency   text,
    created_at timestamptz   NOT NULL DEFAULT now(),
    CHECK ((status = 'CHARGED') = (charge_id IS NOT NULL)),
    CHECK (status = 'VOIDED' OR (order_id IS NOT NULL AND amount IS NOT NULL AND currency IS NOT NULL))
);

CREATE INDEX charge_of_order ON gateway_simulator.charge (order_id);

CREATE TABLE gateway_simulator.refund (
    refund_id  text          PRIMARY KEY,
    charge_key uuid          NOT NULL UNIQUE REFERENCES gateway_simulator.charge,
    amount     numeric(19,2) NOT NULL CHECK (amount > 0),
    created_at timestamptz   NOT NULL DEFAULT now()
);

-- How often a charge with a flaky card was turned away.
CREATE TABLE gateway_simulator.flaky_charge (
    key      uuid    PRIMARY KEY,
    failures integer NOT NULL
);

-- One row: whether the gateway pretends to be out of order. A table, so that all replicas and restarts agree.
CREATE TABLE gateway_simulator.outage (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    unavailable boolean NOT NULL
);

INSERT INTO gateway_simulator.outage (unavailable) VALUES (false);
