-- Fencing tokens for locks that are sessions' advisory locks, one counter for all keys. A number is drawn in the statement
-- that takes the lock, after it was taken: who takes a key later has a higher one. A sequence never goes back, not even
-- through a crash, where it skips some numbers.
CREATE SEQUENCE advisory_lock_token;
