-- up
CREATE SCHEMA IF NOT EXISTS kernel;

-- One row per keyed request that was answered. The row is inserted first and filled last, in
-- the transaction of the work itself, so it exists exactly when the work does.
-- No column may be NULL: NULLs never collide, and a key that does not collide protects nothing.
CREATE TABLE kernel.idempotency_key (
  organisation_id text NOT NULL,
  actor_id text NOT NULL,
  route text NOT NULL,
  -- SHA-256 of the caller's key: nothing that a caller chose freely is kept in the clear.
  key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  -- SHA-256 of method, route, parameters and canonical body.
  fingerprint text NOT NULL,
  -- Status, headers and body, sealed for exactly this row; empty until the work is done.
  response bytea NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  -- Equal to created_at until the work is done: an unfinished row has expired already.
  expires_at timestamptz NOT NULL CHECK (expires_at >= created_at),
  PRIMARY KEY (organisation_id, actor_id, route, key_hash)
);

CREATE INDEX idempotency_key_expires_at ON kernel.idempotency_key (expires_at);

GRANT USAGE ON SCHEMA kernel TO holdfast_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.idempotency_key TO holdfast_app;

-- down
DROP TABLE kernel.idempotency_key;
