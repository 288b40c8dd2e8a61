-- Stations, what they have, who books, and the rule that nothing is promised twice.
-- Needs the extension btree_gist, which the database's administrator creates.

-- up
create schema bookings;
grant usage on schema bookings to holdfast_app;

create table bookings.station (
  id uuid primary key,
  organisation_id text not null,
  name text not null,
  area text not null,
  time_zone text not null,
  opens_at time not null,
  closes_at time not null,
  must_end_by time not null,
  slot_minutes int not null check (slot_minutes between 5 and 240),
  notice_hours int not null check (notice_hours between 0 and 720),
  setup_minutes int not null default 30 check (setup_minutes between 0 and 720),
  cleanup_minutes int not null default 15 check (cleanup_minutes between 0 and 720),
  required_kinds text[] not null default '{unit}' check (cardinality(required_kinds) > 0),
  price_list jsonb not null,
  created_at timestamptz not null,
  version int not null default 1,
  constraint station_name unique (organisation_id, name),
  constraint station_hours check (closes_at > opens_at or closes_at = '00:00')
);

create table bookings.resource (
  id uuid primary key,
  organisation_id text not null,
  station_id uuid not null references bookings.station,
  kind text not null check (kind in ('unit', 'chef', 'grill')),
  name text not null,
  active boolean not null default true,
  created_at timestamptz not null,
  constraint resource_name unique (station_id, kind, name),
  constraint resource_identity unique (id, station_id, kind)
);

-- E-mail is sealed under the customer's own key, and that under the platform's. An erase
-- nulls the key, the index and the sealed columns.
create table bookings.customer (
  id uuid primary key,
  organisation_id text not null,
  email_index bytea,
  email bytea,
  data_key bytea,
  created_at timestamptz not null,
  last_booked_at timestamptz not null,
  erased_at timestamptz,
  constraint customer_email unique (organisation_id, email_index),
  check (erased_at is null or (email_index is null and email is null and data_key is null))
);

create table bookings.booking (
  id uuid primary key,
  organisation_id text not null,
  reference text,
  station_id uuid not null references bookings.station,
  customer_id uuid not null references bookings.customer,
  state text not null check (state in
    ('pending', 'confirmed', 'seated', 'completed', 'cancelled', 'expired', 'no_show')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  wall_date date not null,
  wall_time time not null,
  time_zone text not null,
  duration_hours int not null check (duration_hours between 1 and 8),
  adults int not null check (adults >= 1),
  children int not null check (children >= 0),
  under_six int not null check (under_six >= 0),
  required_kinds text[] not null check (cardinality(required_kinds) > 0),
  price jsonb not null,
  notices text[] not null default '{}',
  hold_expires_at timestamptz,
  -- Plain, so that staff can search; nulled by an erase.
  name text,
  phone_index bytea,
  -- Sealed under the customer's key: the contact as given, the venue, and what was told us.
  contact bytea,
  venue bytea,
  allergens bytea,
  special_requests bytea,
  cancel_reason bytea,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint booking_reference unique (reference),
  constraint booking_identity unique (id, station_id),
  constraint booking_party check (adults + children + under_six between 1 and 50),
  constraint booking_length check
    (ends_at - starts_at between interval '1 hour' and interval '8 hours'),
  constraint booking_hold check ((state = 'pending') = (hold_expires_at is not null)),
  constraint booking_customer_overlap exclude using gist
    (customer_id with =, tstzrange(starts_at, ends_at, '[)') with &&)
    where (state in ('pending', 'confirmed', 'seated'))
);
create index booking_by_start on bookings.booking (organisation_id, starts_at desc, id desc);
create index booking_by_station on bookings.booking (station_id, starts_at);
create index booking_by_phone on bookings.booking (organisation_id, phone_index);
create index booking_by_customer on bookings.booking (customer_id);

-- A booking's claim on one resource. Setup and cleanup are inside `occupies`. Deferrable, so
-- that one statement can let allocations of interchangeable resources change places.
create table bookings.allocation (
  id uuid primary key,
  booking_id uuid not null,
  resource_id uuid not null,
  station_id uuid not null,
  kind text not null,
  occupies tstzrange not null,
  released_at timestamptz,
  foreign key (booking_id, station_id) references bookings.booking (id, station_id),
  foreign key (resource_id, station_id, kind) references bookings.resource (id, station_id, kind),
  constraint allocation_span check (
    not isempty(occupies) and lower_inc(occupies) and not upper_inc(occupies)
    and not lower_inf(occupies) and not upper_inf(occupies)
    and isfinite(lower(occupies)) and isfinite(upper(occupies))
  ),
  constraint allocation_overlap exclude using gist (resource_id with =, occupies with &&)
    where (released_at is null) deferrable initially immediate
);
create index allocation_by_booking on bookings.allocation (booking_id);

-- The pairs of src/booking/states.ts; a test compares the two.
create table bookings.state_change (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);
insert into bookings.state_change values
  ('pending', 'confirmed'), ('pending', 'cancelled'), ('pending', 'expired'),
  ('confirmed', 'seated'), ('confirmed', 'cancelled'), ('confirmed', 'no_show'),
  ('seated', 'completed'),
  ('expired', 'confirmed');

create function bookings.check_state_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if new.state not in ('pending', 'confirmed') then
      raise exception 'a booking does not begin as %', new.state
        using errcode = 'check_violation', constraint = 'booking_state_change';
    end if;
  elsif not exists (
    select from bookings.state_change
    where from_state = old.state and to_state = new.state
  ) or new.version <> old.version + 1 then
    raise exception 'a booking does not go from % to %, version % to %',
      old.state, new.state, old.version, new.version
      using errcode = 'check_violation', constraint = 'booking_state_change';
  end if;
  return new;
end $$;

create trigger booking_first_state before insert on bookings.booking
  for each row execute function bookings.check_state_change();
create trigger booking_state_change before update on bookings.booking
  for each row when (old.state is distinct from new.state)
  execute function bookings.check_state_change();

-- An active booking owns exactly one resource of each kind that it requires, for its whole
-- time; a finished one owns none. The row lock lets no other transaction decide meanwhile.
create function bookings.assert_allocations(checked uuid) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  booked bookings.booking%rowtype;
  held text[];
  is_covered boolean;
  required text[] := '{}';
begin
  select * into booked from bookings.booking where id = checked for no key update;
  if not found then
    return;
  end if;
  select coalesce(array_agg(kind order by kind), '{}'),
    coalesce(bool_and(occupies @> tstzrange(booked.starts_at, booked.ends_at, '[)')), true)
  into held, is_covered
  from bookings.allocation where booking_id = checked and released_at is null;
  if booked.state in ('pending', 'confirmed', 'seated') then
    select array_agg(kind order by kind) into required from unnest(booked.required_kinds) kind;
  end if;
  if held <> required or not is_covered then
    raise exception 'booking % (%) holds % and needs %', checked, booked.state, held, required
      using errcode = 'check_violation', constraint = 'booking_allocations';
  end if;
end $$;

create function bookings.check_booking_allocations() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform bookings.assert_allocations(new.id);
  return null;
end $$;

create function bookings.check_allocation_booking() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op <> 'INSERT' then
    perform bookings.assert_allocations(old.booking_id);
  end if;
  if tg_op <> 'DELETE' then
    perform bookings.assert_allocations(new.booking_id);
  end if;
  return null;
end $$;

create constraint trigger booking_allocations
  after insert or update of state, starts_at, ends_at, required_kinds on bookings.booking
  deferrable initially deferred
  for each row execute function bookings.check_booking_allocations();
create constraint trigger allocation_added after insert or delete on bookings.allocation
  deferrable initially deferred
  for each row execute function bookings.check_allocation_booking();
-- Changing places with an equal resource changes nothing for the booking, and is not checked:
-- so a repacking create takes no lock on the bookings that it moves.
create constraint trigger allocation_changed after update on bookings.allocation
  deferrable initially deferred
  for each row when (
    old.booking_id <> new.booking_id or old.occupies <> new.occupies
    or old.kind <> new.kind or old.released_at is distinct from new.released_at
  )
  execute function bookings.check_allocation_booking();

-- What a mailed link gives access to. The token itself is only in the mail.
create table bookings.access_link (
  id uuid primary key,
  booking_id uuid not null references bookings.booking,
  token_hash bytea not null unique,
  once boolean not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null
);
create index access_link_by_booking on bookings.access_link (booking_id);
create index access_link_by_expiry on bookings.access_link (expires_at);

-- Somebody asked for the link to a booking. Answered behind the request, then deleted.
create table bookings.lookup (
  id uuid primary key,
  organisation_id text not null,
  reference text,
  -- The address under every master key in use.
  email_indexes bytea[] not null,
  created_at timestamptz not null
);

revoke all on all tables in schema bookings from holdfast_app;
grant select, insert, update, delete on
  bookings.station, bookings.resource, bookings.customer, bookings.booking,
  bookings.allocation, bookings.access_link, bookings.lookup
  to holdfast_app;
grant select on bookings.state_change to holdfast_app;

-- down
drop schema bookings cascade;
