-- up
-- Who works on a key, until when by the clock of this server, and how often it was claimed.
-- A row stays when it is let go: the fence only ever grows.
CREATE TABLE kernel.lease (
  key text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  owner uuid,
  lease_until timestamptz NOT NULL,
  fence bigint NOT NULL CHECK (fence > 0)
);

-- A database may grant by default.
REVOKE ALL ON kernel.lease FROM holdfast_app;
GRANT SELECT, INSERT, UPDATE ON kernel.lease TO holdfast_app;

-- down
DROP TABLE kernel.lease;
