create schema kernel;

create table kernel.audit_progress (
  only_row boolean default true not null,
  transaction_id xid8 not null,
  event_id uuid not null,
  seals bigint default 0 not null
);

create table kernel.audit_seal (
  organisation_id text not null,
  number bigint not null,
  event_id uuid not null,
  event_hash bytea not null,
  hash bytea not null,
  sealed_at timestamp with time zone default clock_timestamp() not null
);

create table kernel.event (
  id uuid not null,
  transaction_id xid8 default pg_current_xact_id() not null,
  type text not null,
  subject text,
  organisation_id text not null,
  actor_id text not null,
  correlation_id text not null,
  data jsonb not null,
  happened_at timestamp with time zone default clock_timestamp() not null
);

create table kernel.event_failure (
  subscription text not null,
  event_id uuid not null,
  attempts integer not null,
  reason text not null,
  failed_at timestamp with time zone default clock_timestamp() not null
);

create table kernel.idempotency_key (
  organisation_id text not null,
  actor_id text not null,
  route text not null,
  key_hash bytea not null,
  fingerprint text not null,
  response bytea default '\x'::bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  subjects text[] default '{}'::text[] not null
);

create table kernel.lease (
  key text not null,
  owner uuid,
  lease_until timestamp with time zone not null,
  fence bigint not null
);

create table kernel.migration (
  module text not null,
  number integer not null,
  name text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamp with time zone default clock_timestamp() not null
);

create table kernel.subscription (
  name text not null,
  transaction_id xid8 not null,
  event_id uuid not null,
  failures integer default 0 not null,
  retry_at timestamp with time zone,
  moved_at timestamp with time zone default clock_timestamp() not null
);

create table kernel.webhook (
  id uuid not null,
  provider text not null,
  event_id text not null,
  content_type text,
  body bytea not null,
  deliveries integer default 1 not null,
  received_at timestamp with time zone not null,
  last_received_at timestamp with time zone not null,
  done_at timestamp with time zone
);

create table kernel.webhook_delivery (
  id uuid not null,
  organisation_id text not null,
  endpoint_id text not null,
  webhook_id text not null,
  outcome text not null,
  status integer,
  duration_ms integer not null,
  attempted_at timestamp with time zone not null
);

alter table kernel.audit_progress add constraint audit_progress_only_row_check CHECK (only_row);

alter table kernel.audit_progress add constraint audit_progress_pkey PRIMARY KEY (only_row);

alter table kernel.audit_seal add constraint audit_seal_event_hash_check CHECK ((octet_length(event_hash) = 32));

alter table kernel.audit_seal add constraint audit_seal_event_id_key UNIQUE (event_id);

alter table kernel.audit_seal add constraint audit_seal_hash_check CHECK ((octet_length(hash) = 32));

alter table kernel.audit_seal add constraint audit_seal_number_check CHECK ((number > 0));

alter table kernel.audit_seal add constraint audit_seal_pkey PRIMARY KEY (organisation_id, number);

alter table kernel.event add constraint event_actor_id_check CHECK (((length(actor_id) >= 1) AND (length(actor_id) <= 200)));

alter table kernel.event add constraint event_correlation_id_check CHECK (((length(correlation_id) >= 1) AND (length(correlation_id) <= 200)));

alter table kernel.event add constraint event_data_check CHECK ((jsonb_typeof(data) = 'object'::text));

alter table kernel.event add constraint event_organisation_id_check CHECK (((length(organisation_id) >= 1) AND (length(organisation_id) <= 200)));

alter table kernel.event add constraint event_pkey PRIMARY KEY (id);

alter table kernel.event add constraint event_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 200)));

alter table kernel.event add constraint event_type_check CHECK ((type ~ '^[A-Za-z0-9_.-]{1,100}$'::text));

alter table kernel.event_failure add constraint event_failure_attempts_check CHECK ((attempts > 0));

alter table kernel.event_failure add constraint event_failure_event_id_fkey FOREIGN KEY (event_id) REFERENCES kernel.event(id);

alter table kernel.event_failure add constraint event_failure_pkey PRIMARY KEY (subscription, event_id);

alter table kernel.idempotency_key add constraint idempotency_key_check CHECK ((expires_at >= created_at));

alter table kernel.idempotency_key add constraint idempotency_key_key_hash_check CHECK ((octet_length(key_hash) = 32));

alter table kernel.idempotency_key add constraint idempotency_key_pkey PRIMARY KEY (organisation_id, actor_id, route, key_hash);

alter table kernel.lease add constraint lease_fence_check CHECK ((fence > 0));

alter table kernel.lease add constraint lease_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)));

alter table kernel.lease add constraint lease_pkey PRIMARY KEY (key);

alter table kernel.migration add constraint migration_number_check CHECK ((number > 0));

alter table kernel.migration add constraint migration_pkey PRIMARY KEY (module, number);

alter table kernel.subscription add constraint subscription_failures_check CHECK ((failures >= 0));

alter table kernel.subscription add constraint subscription_name_check CHECK ((name ~ '^[A-Za-z0-9_.-]{1,100}$'::text));

alter table kernel.subscription add constraint subscription_pkey PRIMARY KEY (name);

alter table kernel.webhook add constraint webhook_check CHECK ((last_received_at >= received_at));

alter table kernel.webhook add constraint webhook_deliveries_check CHECK ((deliveries > 0));

alter table kernel.webhook add constraint webhook_event_id_check CHECK (((length(event_id) >= 1) AND (length(event_id) <= 200)));

alter table kernel.webhook add constraint webhook_pkey PRIMARY KEY (id);

alter table kernel.webhook add constraint webhook_provider_check CHECK (((length(provider) >= 1) AND (length(provider) <= 100)));

alter table kernel.webhook add constraint webhook_provider_event_id_key UNIQUE (provider, event_id);

alter table kernel.webhook_delivery add constraint webhook_delivery_duration_ms_check CHECK ((duration_ms >= 0));

alter table kernel.webhook_delivery add constraint webhook_delivery_endpoint_id_check CHECK (((length(endpoint_id) >= 1) AND (length(endpoint_id) <= 200)));

alter table kernel.webhook_delivery add constraint webhook_delivery_organisation_id_check CHECK (((length(organisation_id) >= 1) AND (length(organisation_id) <= 200)));

alter table kernel.webhook_delivery add constraint webhook_delivery_outcome_check CHECK (((length(outcome) >= 1) AND (length(outcome) <= 100)));

alter table kernel.webhook_delivery add constraint webhook_delivery_pkey PRIMARY KEY (id);

alter table kernel.webhook_delivery add constraint webhook_delivery_webhook_id_check CHECK (((length(webhook_id) >= 1) AND (length(webhook_id) <= 200)));

CREATE INDEX event_failure_in_time ON kernel.event_failure USING btree (failed_at);

CREATE UNIQUE INDEX event_in_order ON kernel.event USING btree (transaction_id, id);

CREATE INDEX event_of_organisation ON kernel.event USING btree (organisation_id, transaction_id, id);

CREATE INDEX event_of_subject ON kernel.event USING btree (subject, transaction_id, id) WHERE (subject IS NOT NULL);

CREATE INDEX event_of_type ON kernel.event USING btree (type, transaction_id, id);

CREATE INDEX idempotency_key_expires_at ON kernel.idempotency_key USING btree (expires_at);

CREATE INDEX webhook_delivery_attempted_at ON kernel.webhook_delivery USING btree (attempted_at);

CREATE INDEX webhook_delivery_of_endpoint ON kernel.webhook_delivery USING btree (organisation_id, endpoint_id, attempted_at);

CREATE INDEX webhook_last_received_at ON kernel.webhook USING btree (last_received_at);

CREATE OR REPLACE FUNCTION kernel.event_text(kernel.event)
 RETURNS text
 LANGUAGE sql
 STABLE STRICT
RETURN (jsonb_build_array(($1).id, (($1).transaction_id)::text, ($1).type, ($1).subject, ($1).organisation_id, ($1).actor_id, ($1).correlation_id, ($1).data, to_char((($1).happened_at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US'::text)))::text;

CREATE OR REPLACE FUNCTION kernel.seal_events(batch integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  progress kernel.audit_progress;
  happened kernel.event;
  last kernel.audit_seal;
  event_hash bytea;
  sealed integer := 0;
begin
  select * into progress from kernel.audit_progress for update skip locked;
  if not found then return 0; end if;
  for happened in
    select e.* from kernel.event e
     where (e.transaction_id, e.id) > (progress.transaction_id, progress.event_id)
       and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
     order by e.transaction_id, e.id
     limit batch
  loop
    select * into last from kernel.audit_seal s
     where s.organisation_id = happened.organisation_id order by s.number desc limit 1;
    if not found then
      last.number := 0;
      last.hash := sha256(convert_to(happened.organisation_id, 'UTF8'));
    end if;
    event_hash := sha256(convert_to(kernel.event_text(happened), 'UTF8'));
    insert into kernel.audit_seal (organisation_id, number, event_id, event_hash, hash)
    values (happened.organisation_id, last.number + 1, happened.id, event_hash,
            sha256(last.hash || int8send(last.number + 1) || event_hash));
    update kernel.audit_progress
       set transaction_id = happened.transaction_id, event_id = happened.id, seals = seals + 1;
    sealed := sealed + 1;
  end loop;
  return sealed;
end
$function$;

grant execute on function kernel.seal_events(integer) to holdfast_app;

grant usage on schema kernel to holdfast_app;

grant select on table kernel.audit_progress to holdfast_app;

grant select on table kernel.audit_seal to holdfast_app;

grant select on table kernel.event to holdfast_app;

grant insert on table kernel.event (actor_id) to holdfast_app;

grant insert on table kernel.event (correlation_id) to holdfast_app;

grant insert on table kernel.event (data) to holdfast_app;

grant insert on table kernel.event (id) to holdfast_app;

grant insert on table kernel.event (organisation_id) to holdfast_app;

grant insert on table kernel.event (subject) to holdfast_app;

grant insert on table kernel.event (type) to holdfast_app;

grant delete, insert, select, update on table kernel.event_failure to holdfast_app;

grant delete, insert, select, update on table kernel.idempotency_key to holdfast_app;

grant insert, select, update on table kernel.lease to holdfast_app;

grant select on table kernel.migration to holdfast_app;

grant delete, insert, select, update on table kernel.subscription to holdfast_app;

grant delete, insert, select, update on table kernel.webhook to holdfast_app;

grant delete, insert, select on table kernel.webhook_delivery to holdfast_app;
