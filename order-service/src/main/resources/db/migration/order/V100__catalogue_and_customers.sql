-- What can be ordered. Prices come from here, never from a client.
CREATE TABLE article (
    sku   text          PRIMARY KEY,
    name  text          NOT NULL,
    price numeric(19,2) NOT NULL CHECK (price > 0)
);

-- Who may order. The wallet that belongs to a customer is payment-service's.
CREATE TABLE customer (
    customer_id   text        PRIMARY KEY,
    name          text        NOT NULL,
    registered_at timestamptz NOT NULL
);

-- Demo data.
INSERT INTO article (sku, name, price)
VALUES ('laptop',     'Laptop',     1200.00),
       ('phone',      'Phone',       800.00),
       ('headphones', 'Headphones',  150.00),
       ('book',       'Book',         25.00),
       ('sticker',    'Sticker',       1.00);

INSERT INTO customer (customer_id, name, registered_at)
VALUES ('alice', 'Alice', now()),
       ('bob',   'Bob',   now()),
       ('carol', 'Carol', now()),
       ('dave',  'Dave',  now());
