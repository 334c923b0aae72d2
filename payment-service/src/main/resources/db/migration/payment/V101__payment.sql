-- The one payment of an order; PaymentStatus has the state machine. A CANCELLED row without an amount is a tombstone:
-- the refund came first, and the payment that follows must find out.
CREATE TABLE payment (
    id               uuid          PRIMARY KEY,
    order_id         uuid          NOT NULL UNIQUE,
    status           text          NOT NULL
        CHECK (status IN ('PENDING', 'CAPTURED', 'DECLINED', 'REFUND_PENDING', 'REFUNDED', 'CANCELLED')),
    customer_id      text,
    amount           numeric(19,2) CHECK (amount > 0),
    currency         text,
    method           text          CHECK (method IN ('WALLET', 'CARD')),
    card_token       text,         -- only until the gateway has told whether the card was charged
    reason           text,         -- of a refusal, a refund or a cancellation
    detail           text,         -- the same for people
    charge_reference text,         -- the gateway's charge, or the ledger's transfer
    charged_at       timestamptz,
    origin           jsonb         NOT NULL, -- what a message inherits that tells of this payment
    reply_to         jsonb,        -- who waits for the gateway's answer
    created_at       timestamptz   NOT NULL,
    updated_at       timestamptz   NOT NULL,
    CHECK (status = 'CANCELLED'
        OR (customer_id IS NOT NULL AND amount IS NOT NULL AND currency IS NOT NULL AND method IS NOT NULL)),
    CHECK (card_token IS NULL OR status = 'PENDING'),
    CHECK ((charge_reference IS NULL) = (charged_at IS NULL)),
    CHECK (status NOT IN ('CAPTURED', 'REFUNDED') OR charge_reference IS NOT NULL),
    CHECK (status NOT IN ('DECLINED', 'CANCELLED') OR charge_reference IS NULL),
    CHECK (status NOT IN ('DECLINED', 'REFUND_PENDING', 'REFUNDED', 'CANCELLED') OR reason IS NOT NULL)
);

-- Money given back: the compensation's own record.
CREATE TABLE refund (
    id         uuid          PRIMARY KEY,
    payment_id uuid          NOT NULL UNIQUE REFERENCES payment,
    amount     numeric(19,2) NOT NULL CHECK (amount > 0),
    reason     text          NOT NULL,
    reference  text          NOT NULL, -- the gateway's refund, or the ledger's transfer
    created_at timestamptz   NOT NULL
);

-- A payment about which the gateway has to be asked, written with the decision to ask: whoever dies between the
-- decision and the answer leaves this row behind, and somebody else asks. Times are the database's.
CREATE TABLE gateway_task (
    payment_id uuid        PRIMARY KEY REFERENCES payment,
    since      timestamptz NOT NULL DEFAULT now(), -- for the age of the oldest
    due_at     timestamptz NOT NULL DEFAULT now(), -- while claimed: when the claim runs out
    claim      uuid,                               -- whose claim, null while nobody's
    attempts   integer     NOT NULL DEFAULT 0
);

CREATE INDEX gateway_task_due ON gateway_task (due_at);
