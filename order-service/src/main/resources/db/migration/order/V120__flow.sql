-- What was seen of orders in every service's events. Only ever added to; nothing but the answer to 'where is my order'
-- depends on it. The primary key makes that what is delivered twice is seen once.
CREATE TABLE flow_event (
    order_id    uuid        NOT NULL,
    event_id    uuid        NOT NULL, -- the message's
    type        text        NOT NULL,
    service     text        NOT NULL, -- whose event it is
    reason      text,                 -- of what went wrong, or was undone
    occurred_at timestamptz NOT NULL, -- by the clock of that service
    PRIMARY KEY (order_id, event_id)
);
