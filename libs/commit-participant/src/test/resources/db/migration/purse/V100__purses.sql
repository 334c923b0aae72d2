CREATE TABLE purse (
    id      text    PRIMARY KEY,
    balance integer NOT NULL CHECK (balance >= 0)
);
