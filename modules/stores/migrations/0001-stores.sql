-- Stores: what is wanted, what is, who works on it, and how it came to be so.

-- up
create schema stores;

create table stores.store (
  id uuid primary key,
  organisation_id text not null,
  -- Any text of a line: it is shown and handed on, and never part of a name outside.
  name text not null check (length(name) between 1 and 80),
  slug text not null constraint store_slug unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  engine text not null,
  region text not null,

  -- What is wanted: written by the API alone. A change of it is a new generation.
  desired text not null check (desired in ('running', 'suspended', 'cancelled', 'deleted')),
  plan text not null,
  version text not null,
  generation bigint not null default 1 check (generation > 0),

  -- What is: written by the holder of the fence alone.
  phase text not null,
  step text,
  done_generation bigint not null default 0,
  -- Of the generation that was last reached: what a change that fails goes back to.
  done_plan text,
  done_version text,
  failure jsonb,
  leftovers jsonb,
  url text,
  admin_url text,
  -- Sealed by the vault, once, by the step `secrets`.
  secrets bytea,

  -- Who works on it, until when by the clock of this server. The fence only ever grows: the API
  -- raises it, too, when what is wanted now must not wait for what is being done.
  owner uuid,
  lease_until timestamptz,
  claimed_at timestamptz,
  fence bigint not null default 0 check (fence >= 0),
  -- When it is looked at next; nothing to do until something happens when there is none. Later than
  -- `claimed_at`: something was noticed since.
  next_at timestamptz,

  last_event bigint not null default 0,
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ready_at timestamptz,
  deleted_at timestamptz,
  constraint store_lease check ((owner is null) = (lease_until is null))
);
-- Ids begin with the time at which they were given.
create index store_of_organisation on stores.store (organisation_id, id desc);
create index store_to_look_at on stores.store (next_at) where next_at is not null;
create index store_ready on stores.store (engine, id) where phase = 'ready';
create index store_provisioned on stores.store (organisation_id, engine)
  where phase in ('provisioning', 'verifying');
create index store_held on stores.store (lease_until) where owner is not null;

-- Which phase may follow which. Data, so that everybody asks the same rows.
create table stores.phase_change (
  from_phase text not null,
  to_phase text not null,
  primary key (from_phase, to_phase)
);
insert into stores.phase_change values
  ('requested', 'queued'), ('queued', 'provisioning'), ('provisioning', 'verifying'),
  ('verifying', 'ready'), ('provisioning', 'queued'), ('verifying', 'queued'),
  ('ready', 'updating'), ('updating', 'ready'),
  ('ready', 'suspending'), ('suspending', 'suspended'), ('suspended', 'resuming'),
  ('resuming', 'ready'), ('degraded', 'suspending'),
  ('ready', 'degraded'), ('updating', 'degraded'), ('resuming', 'degraded'), ('degraded', 'ready'),
  ('degraded', 'updating'), ('failed', 'suspending'),
  ('failed', 'queued'), ('failed', 'updating'), ('failed', 'resuming'),
  ('deleting', 'deleted'), ('deleting', 'delete_blocked'), ('delete_blocked', 'deleting');
insert into stores.phase_change
  select phase, 'failed' from unnest(array['requested', 'queued', 'provisioning', 'verifying',
    'ready', 'updating', 'suspending', 'suspended', 'resuming', 'degraded']) phase;
insert into stores.phase_change
  select phase, 'deleting' from unnest(array['requested', 'queued', 'provisioning', 'verifying',
    'ready', 'updating', 'suspending', 'suspended', 'resuming', 'degraded', 'failed']) phase;

create function stores.check_phase_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
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
end $$;
create trigger store_first_phase before insert on stores.store
  for each row execute function stores.check_phase_change();
create trigger store_phase_change before update on stores.store
  for each row when (old.phase is distinct from new.phase)
  execute function stores.check_phase_change();

create function stores.check_fence() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'the fence of a store only grows'
    using errcode = 'check_violation', constraint = 'store_fence_grows';
end $$;
create trigger store_fence_grows before update on stores.store
  for each row when (new.fence < old.fence) execute function stores.check_fence();

-- Wakes the orchestrators once what they should see is committed.
create function stores.wake() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('stores_wake', new.id::text);
  return null;
end $$;
create trigger store_wake_new after insert on stores.store
  for each row execute function stores.wake();
create trigger store_wake_wanted after update on stores.store
  for each row when (new.generation is distinct from old.generation)
  execute function stores.wake();

-- One wish, and what became of it.
create table stores.operation (
  id uuid primary key,
  store_id uuid not null references stores.store,
  organisation_id text not null,
  kind text not null check (kind in
    ('create', 'update', 'suspend', 'resume', 'repair', 'cancel', 'delete')),
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'superseded')),
  generation bigint not null,
  -- When it has to be done; what is not done by then has failed.
  deadline_at timestamptz,
  attempts int not null default 0 check (attempts >= 0),
  failure jsonb,
  actor_id text not null,
  correlation_id text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  constraint operation_ended
    check ((ended_at is not null) = (state in ('succeeded', 'failed', 'superseded')))
);
create unique index operation_open on stores.operation (store_id)
  where state in ('queued', 'running');
create index operation_failed on stores.operation (ended_at) where state = 'failed';
create index operation_of_store on stores.operation (store_id, created_at desc);

-- What was done for an operation. `input_hash` says of what: another input does it again.
create table stores.step (
  operation_id uuid not null references stores.operation,
  store_id uuid not null references stores.store,
  name text not null,
  state text not null check (state in ('running', 'done', 'failed')),
  input_hash text not null,
  attempt int not null default 1 check (attempt > 0),
  output jsonb,
  failure jsonb,
  fence bigint not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (operation_id, name)
);
create index step_of_store on stores.step (store_id);

-- What its owner sees happen. The numbers of a store have no gap.
create table stores.event (
  store_id uuid not null references stores.store,
  sequence bigint not null check (sequence > 0),
  type text not null,
  level text not null check (level in ('info', 'warning', 'error')),
  step text,
  message text not null,
  data jsonb not null default '{}',
  correlation_id text not null,
  actor_id text not null,
  fence bigint not null,
  at timestamptz not null,
  primary key (store_id, sequence)
);
create function stores.tell_event() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('stores_event', new.store_id::text);
  return null;
end $$;
create trigger event_told after insert on stores.event
  for each row execute function stores.tell_event();

-- What has to be gone before the store is. One is removed when its absence was observed.
create table stores.finalizer (
  store_id uuid not null references stores.store,
  name text not null check (name in ('traffic', 'release', 'data', 'isolation', 'port')),
  -- Of what was kept when it went, such as where the dump lies.
  output jsonb,
  removed_at timestamptz,
  primary key (store_id, name)
);

-- Ports of the loopback that a shop of this machine has. Nobody else is given one that stands here.
create table stores.port (
  port int primary key check (port between 1024 and 65535),
  store_id uuid not null constraint port_of_store unique references stores.store,
  taken_at timestamptz not null
);

-- Other than the usual number of stores.
create table stores.quota (
  organisation_id text primary key,
  stores int not null check (stores >= 0)
);

revoke all on stores.store, stores.phase_change, stores.operation, stores.step, stores.event,
  stores.finalizer, stores.port, stores.quota from holdfast_app;
grant usage on schema stores to holdfast_app;
grant select, insert, update on stores.store, stores.operation, stores.step, stores.finalizer,
  stores.quota to holdfast_app;
grant select, insert on stores.event to holdfast_app;
grant select, insert, delete on stores.port to holdfast_app;
grant select on stores.phase_change to holdfast_app;

-- down
drop schema stores cascade;
