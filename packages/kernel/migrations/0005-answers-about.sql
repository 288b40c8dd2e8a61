-- up
-- What an answer is about: the ids in its path, and that of what it made. Whatever is erased
-- takes the answers about it along.
ALTER TABLE kernel.idempotency_key ADD COLUMN subjects text[] NOT NULL DEFAULT '{}';

-- down
ALTER TABLE kernel.idempotency_key DROP COLUMN subjects;
