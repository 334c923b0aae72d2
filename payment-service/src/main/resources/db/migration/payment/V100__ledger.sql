-- A customer's wallet. The balance repeats what the ledger says, so that a payment can lock one row, read how much
-- there is, and refuse; the constraint is the last line of defence against overdrawing.
-- Only wallets have such a row: see SystemAccount for why the merchant's account has none.
CREATE TABLE wallet (
    customer_id text          PRIMARY KEY CHECK (customer_id NOT LIKE 'system:%'),
    balance     numeric(19,2) NOT NULL CHECK (balance >= 0),
    currency    text          NOT NULL CHECK (currency = 'EUR'),
    created_at  timestamptz   NOT NULL
);

-- Money that moved, as one row per account that it touched: the rows of a transfer sum to zero, therefore all do.
-- An account is a wallet's customer id, or system:bank, system:merchant, system:gateway.
CREATE TABLE ledger_entry (
    account     text          NOT NULL,
    transfer_id uuid          NOT NULL,
    amount      numeric(19,2) NOT NULL CHECK (amount <> 0),
    kind        text          NOT NULL CHECK (kind IN ('DEPOSIT', 'PAYMENT', 'REFUND')),
    payment_id  uuid          CHECK ((payment_id IS NULL) = (kind = 'DEPOSIT')),
    created_at  timestamptz   NOT NULL,
    -- In this order an account's entries lie together, newest last, and its sum is read from the index alone.
    PRIMARY KEY (account, transfer_id) INCLUDE (amount)
);

-- For the question which entries a payment has.
CREATE INDEX ledger_entry_of_payment ON ledger_entry (payment_id) WHERE payment_id IS NOT NULL;

-- History is not rewritten: a mistake is corrected by another transfer.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % refused', TG_OP;
END
$$;

CREATE TRIGGER ledger_is_append_only
    BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
