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

-- What somebody saw who only looks on.
CREATE TABLE sighting (
    message_id uuid PRIMARY KEY,
    key        text NOT NULL
);
