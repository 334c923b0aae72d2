-- What the tests' handlers change: how far a counter is, and every step that it took.
CREATE TABLE counter (
    key   text   PRIMARY KEY,
    value bigint NOT NULL
);

CREATE TABLE counter_step (
    message_id uuid   NOT NULL,
    key        text   NOT NULL,
    value      bigint NOT NULL
);
