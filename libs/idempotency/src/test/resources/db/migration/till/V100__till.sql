CREATE TABLE sale (
    id     uuid   PRIMARY KEY,
    amount bigint NOT NULL
);

-- What an external payment gateway has in its own books: by key, so that the same charge again is none.
CREATE TABLE charge (
    key    uuid   PRIMARY KEY,
    amount bigint NOT NULL
);
