-- up
-- One row per event that a provider sent here, however often it was sent.
CREATE TABLE kernel.webhook (
  id uuid PRIMARY KEY,
  provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 100),
  -- The provider's own id of the event.
  event_id text NOT NULL CHECK (length(event_id) BETWEEN 1 AND 200),
  content_type text,
  -- The bytes as they came first, sealed for exactly this row.
  body bytea NOT NULL,
  deliveries integer NOT NULL DEFAULT 1 CHECK (deliveries > 0),
  received_at timestamptz NOT NULL,
  last_received_at timestamptz NOT NULL CHECK (last_received_at >= received_at),
  -- When its effect was committed.
  done_at timestamptz,
  UNIQUE (provider, event_id)
);
CREATE INDEX webhook_last_received_at ON kernel.webhook (last_received_at);

-- One row per attempt to send a webhook to somebody else. No body and no address is kept.
CREATE TABLE kernel.webhook_delivery (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL CHECK (length(organisation_id) BETWEEN 1 AND 200),
  endpoint_id text NOT NULL CHECK (length(endpoint_id) BETWEEN 1 AND 200),
  webhook_id text NOT NULL CHECK (length(webhook_id) BETWEEN 1 AND 200),
  -- `delivered`, or the kind of the failure.
  outcome text NOT NULL CHECK (length(outcome) BETWEEN 1 AND 100),
  status integer,
  duration_ms integer NOT NULL CHECK (duration_ms >= 0),
  attempted_at timestamptz NOT NULL
);
CREATE INDEX webhook_delivery_of_endpoint
  ON kernel.webhook_delivery (organisation_id, endpoint_id, attempted_at);
CREATE INDEX webhook_delivery_attempted_at ON kernel.webhook_delivery (attempted_at);

-- A database may grant by default. Nobody rewrites what was tried.
REVOKE ALL ON kernel.webhook, kernel.webhook_delivery FROM holdfast_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.webhook TO holdfast_app;
GRANT SELECT, INSERT, DELETE ON kernel.webhook_delivery TO holdfast_app;

-- down
DROP TABLE kernel.webhook_delivery;
DROP TABLE kernel.webhook;
