-- Events, the positions of their subscribers, and the seals of the audit trail.

-- up
create schema if not exists kernel;
grant usage on schema kernel to holdfast_app;

create table kernel.event (
  -- UUIDv7, made by the process that appends: increasing within one transaction.
  id uuid primary key,
  -- Sequence numbers are not commit order. A transaction id is compared with the snapshot's xmin.
  transaction_id xid8 not null default pg_current_xact_id(),
  type text not null check (type ~ '^[A-Za-z0-9_.-]{1,100}$'),
  -- The id of the object that it is about.
  subject text check (length(subject) between 1 and 200),
  organisation_id text not null check (length(organisation_id) between 1 and 200),
  actor_id text not null check (length(actor_id) between 1 and 200),
  correlation_id text not null check (length(correlation_id) between 1 and 200),
  -- Ids or ciphertext. Personal data never stands here in the clear: this table forgets nothing.
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  happened_at timestamptz not null default clock_timestamp()
);
create unique index event_in_order on kernel.event (transaction_id, id);
create index event_of_type on kernel.event (type, transaction_id, id);
create index event_of_organisation on kernel.event (organisation_id, transaction_id, id);
create index event_of_subject on kernel.event (subject, transaction_id, id) where subject is not null;

-- How far a subscriber has come. The row's lock makes its runner the only one.
create table kernel.subscription (
  name text primary key check (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
  transaction_id xid8 not null,
  event_id uuid not null,
  -- Of the event that comes next.
  failures integer not null default 0 check (failures >= 0),
  retry_at timestamptz,
  moved_at timestamptz not null default clock_timestamp()
);

-- Events that a subscriber has given up on.
create table kernel.event_failure (
  subscription text not null,
  event_id uuid not null references kernel.event (id),
  attempts integer not null check (attempts > 0),
  reason text not null,
  failed_at timestamptz not null default clock_timestamp(),
  primary key (subscription, event_id)
);
create index event_failure_in_time on kernel.event_failure (failed_at);

-- One seal for each event, chained per organisation.
create table kernel.audit_seal (
  organisation_id text not null,
  -- 1, 2, 3 … without gaps.
  number bigint not null check (number > 0),
  event_id uuid not null unique,
  -- SHA-256 of the event.
  event_hash bytea not null check (octet_length(event_hash) = 32),
  -- SHA-256 of the previous seal's hash, the number and the event's hash.
  hash bytea not null check (octet_length(hash) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, number)
);

-- How far the sealing has come: one row.
create table kernel.audit_progress (
  only_row boolean primary key default true check (only_row),
  transaction_id xid8 not null,
  event_id uuid not null,
  -- How many seals there are: shows when the ends of chains are cut off.
  seals bigint not null default 0
);
insert into kernel.audit_progress (transaction_id, event_id)
values ('0', '00000000-0000-0000-0000-000000000000');

-- What is hashed of an event. Independent of the session's time zone and formats.
create function kernel.event_text(kernel.event) returns text
language sql stable strict
return jsonb_build_array(
  $1.id, $1.transaction_id::text, $1.type, $1.subject, $1.organisation_id, $1.actor_id,
  $1.correlation_id, $1.data,
  to_char($1.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
)::text;

-- Seals up to `batch` events that no running transaction can come before. It runs with the
-- owner's rights, so that the application can add seals and never write or change one itself.
create function kernel.seal_events(batch integer) returns integer
language plpgsql security definer
set search_path = ''
as $$
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
$$;

-- A database may grant by default. Here the application adds and reads, and never rewrites.
revoke all on kernel.event, kernel.audit_seal, kernel.audit_progress from holdfast_app;
grant select, insert (id, type, subject, organisation_id, actor_id, correlation_id, data)
  on kernel.event to holdfast_app;
grant select on kernel.audit_seal, kernel.audit_progress to holdfast_app;
grant select, insert, update on kernel.subscription to holdfast_app;
grant select, insert, update, delete on kernel.event_failure to holdfast_app;
revoke all on function kernel.seal_events(integer), kernel.event_text(kernel.event) from public;
grant execute on function kernel.seal_events(integer) to holdfast_app;

-- down
drop function kernel.seal_events(integer);
drop function kernel.event_text(kernel.event);
drop table kernel.audit_progress;
drop table kernel.audit_seal;
drop table kernel.event_failure;
drop table kernel.subscription;
drop table kernel.event;
