-- Organisations, who belongs to them, who is invited, and the keys of machines. Persons are
-- in the schema auth: here they are ids.

-- up
create schema identity;
grant usage on schema identity to holdfast_app;

create table identity.organisation (
  id text primary key,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  version int not null default 1
);

-- What one person may do in one organisation. `scope` names the only stations that they reach.
create table identity.member (
  id uuid primary key,
  organisation_id text not null references identity.organisation,
  person_id uuid not null,
  role text not null check (role in
    ('owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer')),
  scope uuid[] check (cardinality(scope) > 0),
  joined_at timestamptz not null,
  -- Written at most once a minute.
  last_seen_at timestamptz,
  version int not null default 1,
  constraint member_person unique (organisation_id, person_id),
  constraint member_scope check
    (scope is null or role in ('station_manager', 'agent', 'chef', 'viewer'))
);
create index member_by_person on identity.member (person_id);

-- An organisation that has an owner keeps one. The row lock lets no other transaction decide
-- meanwhile: of two last owners who leave at once, one stays.
create function identity.check_owner_remains() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform from identity.organisation where id = old.organisation_id for no key update;
  if not exists (
    select from identity.member where organisation_id = old.organisation_id and role = 'owner'
  ) then
    raise exception 'organisation % would have no owner', old.organisation_id
      using errcode = 'check_violation', constraint = 'member_last_owner';
  end if;
  return null;
end $$;

create constraint trigger member_removed_owner after delete on identity.member
  deferrable initially deferred
  for each row when (old.role = 'owner') execute function identity.check_owner_remains();
create constraint trigger member_lowered_owner after update on identity.member
  deferrable initially deferred
  for each row when (old.role = 'owner' and new.role <> 'owner')
  execute function identity.check_owner_remains();

-- The e-mail is sealed under the platform's key and found by its index. The token itself is only
-- in the mail.
create table identity.invitation (
  id uuid primary key,
  organisation_id text not null references identity.organisation,
  email_index bytea not null,
  email bytea not null,
  role text not null check (role in
    ('owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer')),
  scope uuid[] check (cardinality(scope) > 0),
  token_hash bytea not null unique,
  invited_by uuid not null,
  created_at timestamptz not null,
  -- How often it was mailed: each mail has a token of its own and ends the one before.
  sends int not null default 1 check (sends >= 1),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  withdrawn_at timestamptz,
  constraint invitation_scope check
    (scope is null or role in ('station_manager', 'agent', 'chef', 'viewer')),
  constraint invitation_end check (accepted_at is null or withdrawn_at is null),
  check ((accepted_at is null) = (accepted_by is null))
);
create unique index invitation_open on identity.invitation (organisation_id, email_index)
  where accepted_at is null and withdrawn_at is null;
create index invitation_by_end on identity.invitation (expires_at);

-- A machine's key. It can do what it names and its creator may do, never more.
create table identity.api_key (
  id uuid primary key,
  organisation_id text not null references identity.organisation,
  name text not null check (name <> ''),
  token_hash bytea not null unique,
  hint text not null,
  actions text[] not null check (cardinality(actions) > 0),
  scope uuid[] check (cardinality(scope) > 0),
  created_by uuid not null,
  -- The membership that answers for the key. It ends with it, and somebody who comes back has
  -- another; no foreign key, because a membership that ended is gone.
  created_by_member uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  rotated_at timestamptz,
  -- The key before the last rotation, while it still works.
  previous_hash bytea unique,
  previous_until timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  check ((previous_hash is null) = (previous_until is null))
);
create index api_key_by_organisation on identity.api_key (organisation_id, created_at);

-- Makes whoever holds its token an owner, once. The token is only on the screen.
create table identity.owner_link (
  id uuid primary key,
  organisation_id text not null references identity.organisation,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid,
  check ((used_at is null) = (used_by is null))
);
create unique index owner_link_open on identity.owner_link (organisation_id)
  where used_at is null;

revoke all on all tables in schema identity from holdfast_app;
grant select, insert, update on identity.organisation, identity.invitation, identity.api_key
  to holdfast_app;
grant select, insert, update, delete on identity.member, identity.owner_link to holdfast_app;

-- down
drop schema identity cascade;
