create schema stores;

create table stores.event (
  store_id uuid not null,
  sequence bigint not null,
  type text not null,
  level text not null,
  step text,
  message text not null,
  data jsonb default '{}'::jsonb not null,
  correlation_id text not null,
  actor_id text not null,
  fence bigint not null,
  at timestamp with time zone not null
);

create table stores.finalizer (
  store_id uuid not null,
  name text not null,
  output jsonb,
  removed_at timestamp with time zone
);

create table stores.operation (
  id uuid not null,
  store_id uuid not null,
  organisation_id text not null,
  kind text not null,
  state text not null,
  generation bigint not null,
  deadline_at timestamp with time zone,
  attempts integer default 0 not null,
  failure jsonb,
  actor_id text not null,
  correlation_id text not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone
);

create table stores.phase_change (
  from_phase text not null,
  to_phase text not null
);

create table stores.port (
  port integer not null,
  store_id uuid not null,
  taken_at timestamp with time zone not null
);

create table stores.quota (
  organisation_id text not null,
  stores integer not null
);

create table stores.step (
  operation_id uuid not null,
  store_id uuid not null,
  name text not null,
  state text not null,
  input_hash text not null,
  attempt integer default 1 not null,
  output jsonb,
  failure jsonb,
  fence bigint not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone
);

create table stores.store (
  id uuid not null,
  organisation_id text not null,
  name text not null,
  slug text not null,
  engine text not null,
  region text not null,
  desired text not null,
  plan text not null,
  version text not null,
  generation bigint default 1 not null,
  phase text not null,
  step text,
  done_generation bigint default 0 not null,
  done_plan text,
  done_version text,
  failure jsonb,
  leftovers jsonb,
  url text,
  admin_url text,
  secrets bytea,
  owner uuid,
  lease_until timestamp with time zone,
  claimed_at timestamp with time zone,
  fence bigint default 0 not null,
  next_at timestamp with time zone,
  last_event bigint default 0 not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  ready_at timestamp with time zone,
  deleted_at timestamp with time zone
);

alter table stores.event add constraint event_level_check CHECK ((level = ANY (ARRAY['info'::text, 'warning'::text, 'error'::text])));

alter table stores.event add constraint event_pkey PRIMARY KEY (store_id, sequence);

alter table stores.event add constraint event_sequence_check CHECK ((sequence > 0));

alter table stores.event add constraint event_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores.store(id);

alter table stores.finalizer add constraint finalizer_name_check CHECK ((name = ANY (ARRAY['traffic'::text, 'release'::text, 'data'::text, 'isolation'::text, 'port'::text])));

alter table stores.finalizer add constraint finalizer_pkey PRIMARY KEY (store_id, name);

alter table stores.finalizer add constraint finalizer_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores.store(id);

alter table stores.operation add constraint operation_attempts_check CHECK ((attempts >= 0));

alter table stores.operation add constraint operation_ended CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['succeeded'::text, 'failed'::text, 'superseded'::text]))));

alter table stores.operation add constraint operation_kind_check CHECK ((kind = ANY (ARRAY['create'::text, 'update'::text, 'suspend'::text, 'resume'::text, 'repair'::text, 'cancel'::text, 'delete'::text])));

alter table stores.operation add constraint operation_pkey PRIMARY KEY (id);

alter table stores.operation add constraint operation_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'superseded'::text])));

alter table stores.operation add constraint operation_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores.store(id);

alter table stores.phase_change add constraint phase_change_pkey PRIMARY KEY (from_phase, to_phase);

alter table stores.port add constraint port_of_store UNIQUE (store_id);

alter table stores.port add constraint port_pkey PRIMARY KEY (port);

alter table stores.port add constraint port_port_check CHECK (((port >= 1024) AND (port <= 65535)));

alter table stores.port add constraint port_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores.store(id);

alter table stores.quota add constraint quota_pkey PRIMARY KEY (organisation_id);

alter table stores.quota add constraint quota_stores_check CHECK ((stores >= 0));

alter table stores.step add constraint step_attempt_check CHECK ((attempt > 0));

alter table stores.step add constraint step_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES stores.operation(id);

alter table stores.step add constraint step_pkey PRIMARY KEY (operation_id, name);

alter table stores.step add constraint step_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])));

alter table stores.step add constraint step_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores.store(id);

alter table stores.store add constraint store_desired_check CHECK ((desired = ANY (ARRAY['running'::text, 'suspended'::text, 'cancelled'::text, 'deleted'::text])));

alter table stores.store add constraint store_fence_check CHECK ((fence >= 0));

alter table stores.store add constraint store_generation_check CHECK ((generation > 0));

alter table stores.store add constraint store_lease CHECK (((owner IS NULL) = (lease_until IS NULL)));

alter table stores.store add constraint store_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)));

alter table stores.store add constraint store_pkey PRIMARY KEY (id);

alter table stores.store add constraint store_slug UNIQUE (slug);

alter table stores.store add constraint store_slug_check CHECK ((slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'::text));

CREATE INDEX operation_failed ON stores.operation USING btree (ended_at) WHERE (state = 'failed'::text);

CREATE INDEX operation_of_store ON stores.operation USING btree (store_id, created_at DESC);

CREATE UNIQUE INDEX operation_open ON stores.operation USING btree (store_id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX step_of_store ON stores.step USING btree (store_id);

CREATE INDEX store_held ON stores.store USING btree (lease_until) WHERE (owner IS NOT NULL);

CREATE INDEX store_of_organisation ON stores.store USING btree (organisation_id, id DESC);

CREATE INDEX store_provisioned ON stores.store USING btree (organisation_id, engine) WHERE (phase = ANY (ARRAY['provisioning'::text, 'verifying'::text]));

CREATE INDEX store_ready ON stores.store USING btree (engine, id) WHERE (phase = 'ready'::text);

CREATE INDEX store_to_look_at ON stores.store USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE OR REPLACE FUNCTION stores.check_fence()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  raise exception 'the fence of a store only grows'
    using errcode = 'check_violation', constraint = 'store_fence_grows';
end $function$;

CREATE OR REPLACE FUNCTION stores.check_phase_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if tg_op = 'INSERT' then
    if new.phase <> 'requested' then
      raise exception 'a store begins as requested, not as %', new.phase
        using errcode = 'check_violation', constraint = 'store_first_phase';
    end if;
    return new;
  end if;
  perform from stores.phase_change where from_phase = old.phase and to_phase = new.phase;
  if not found then
    raise exception 'a store that is % can not become %', old.phase, new.phase
      using errcode = 'check_violation', constraint = 'store_phase_change';
  end if;
  if old.owner is null or new.fence <> old.fence then
    raise exception 'only who holds a store may change its phase'
      using errcode = 'check_violation', constraint = 'store_phase_holder';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION stores.tell_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_notify('stores_event', new.store_id::text);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION stores.wake()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_notify('stores_wake', new.id::text);
  return null;
end $function$;

CREATE TRIGGER event_told AFTER INSERT ON stores.event FOR EACH ROW EXECUTE FUNCTION stores.tell_event();

CREATE TRIGGER store_fence_grows BEFORE UPDATE ON stores.store FOR EACH ROW WHEN ((new.fence < old.fence)) EXECUTE FUNCTION stores.check_fence();

CREATE TRIGGER store_first_phase BEFORE INSERT ON stores.store FOR EACH ROW EXECUTE FUNCTION stores.check_phase_change();

CREATE TRIGGER store_phase_change BEFORE UPDATE ON stores.store FOR EACH ROW WHEN ((old.phase IS DISTINCT FROM new.phase)) EXECUTE FUNCTION stores.check_phase_change();

CREATE TRIGGER store_wake_new AFTER INSERT ON stores.store FOR EACH ROW EXECUTE FUNCTION stores.wake();

CREATE TRIGGER store_wake_wanted AFTER UPDATE ON stores.store FOR EACH ROW WHEN ((new.generation IS DISTINCT FROM old.generation)) EXECUTE FUNCTION stores.wake();

grant execute on function stores.check_fence() to public;

grant execute on function stores.check_phase_change() to public;

grant execute on function stores.tell_event() to public;

grant execute on function stores.wake() to public;

grant usage on schema stores to holdfast_app;

grant insert, select on table stores.event to holdfast_app;

grant insert, select, update on table stores.finalizer to holdfast_app;

grant insert, select, update on table stores.operation to holdfast_app;

grant select on table stores.phase_change to holdfast_app;

grant delete, insert, select on table stores.port to holdfast_app;

grant insert, select, update on table stores.quota to holdfast_app;

grant insert, select, update on table stores.step to holdfast_app;

grant insert, select, update on table stores.store to holdfast_app;
