-- The highest fencing token that each guarded resource of this database has seen. Whoever writes with a lower one held
-- the resource's lock before somebody else did, and does not know it yet.
CREATE TABLE fencing_guard (
    resource      text   PRIMARY KEY,
    highest_token bigint NOT NULL
) WITH (fillfactor = 50);
