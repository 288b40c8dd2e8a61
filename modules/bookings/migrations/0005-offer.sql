-- What is offered: numbered price lists with taxes, travel and a menu, quotes, and time off.

-- up

-- What a station asks beside its price list, and what it serves. The default lets the version
-- before this one go on adding stations; it counts no distance and serves no menu of choices.
alter table bookings.station
  -- Where its chefs start from, `{"country", "postalCode"}`; null: distance is not counted.
  add column base jsonb,
  add column offer jsonb not null default
    '{"freeMiles": 30, "perMile": 200, "farthestMiles": 120, "milesPerHour": 30, "taxes": [],
      "taxesIncluded": true, "menu": null}',
  add column offer_version int not null default 1;
update bookings.station set offer = jsonb_set(offer, '{perMile}',
  to_jsonb(2 * (10 ^ (price_list ->> 'exponent')::int)::int))
  where price_list ->> 'exponent' <> '2';

-- Every version that a station ever offered. What was booked or quoted under one keeps it.
create table bookings.offer (
  station_id uuid not null references bookings.station,
  version int not null,
  price_list jsonb not null,
  offer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (station_id, version)
);
insert into bookings.offer (station_id, version, price_list, offer)
  select id, offer_version, price_list, offer from bookings.station;

-- The database numbers the versions, so that nobody can change an offer without a new one.
create function bookings.number_offer() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  new.offer_version := old.offer_version + 1;
  return new;
end $$;

create function bookings.keep_offer() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  insert into bookings.offer (station_id, version, price_list, offer)
  values (new.id, new.offer_version, new.price_list, new.offer);
  return null;
end $$;

create trigger station_offer_changed before update on bookings.station
  for each row when (old.price_list <> new.price_list or old.offer <> new.offer)
  execute function bookings.number_offer();
create trigger station_offer_added after insert on bookings.station
  for each row execute function bookings.keep_offer();
create trigger station_offer_numbered after update on bookings.station
  for each row when (old.offer_version <> new.offer_version)
  execute function bookings.keep_offer();

-- A price that was promised until `expires_at`. Nobody may change it.
create table bookings.quote (
  id uuid primary key,
  organisation_id text not null,
  station_id uuid not null references bookings.station,
  offer_version int not null,
  adults int not null check (adults >= 1),
  children int not null check (children >= 0),
  under_six int not null check (under_six >= 0),
  -- What was chosen, by id; null: nothing yet.
  menu jsonb,
  travel jsonb,
  -- Finds out whether a booking is for the same place, without telling which; null: none named.
  place_index bytea,
  price jsonb not null,
  savings jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  foreign key (station_id, offer_version) references bookings.offer
);
create index quote_by_expiry on bookings.quote (expires_at);

alter table bookings.booking
  -- The version that it was priced by; null for those of before, priced by the latest.
  add column offer_version int,
  add column menu jsonb,
  add column travel jsonb,
  -- No reference: quotes are deleted some time after they have run out.
  add column quote_id uuid,
  add constraint booking_offer foreign key (station_id, offer_version) references bookings.offer;

-- When a resource is away. It holds the resource by an allocation like a booking does, so that
-- the one constraint refuses whichever comes second.
create table bookings.time_off (
  id uuid primary key,
  organisation_id text not null,
  station_id uuid not null,
  resource_id uuid not null,
  kind text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null,
  foreign key (resource_id, station_id, kind) references bookings.resource (id, station_id, kind),
  constraint time_off_span check (ends_at > starts_at)
);
create index time_off_by_station on bookings.time_off (station_id, starts_at);

alter table bookings.allocation
  alter column booking_id drop not null,
  add column time_off_id uuid references bookings.time_off on delete cascade,
  add constraint allocation_owner check (num_nonnulls(booking_id, time_off_id) = 1);
create unique index allocation_by_time_off on bookings.allocation (time_off_id)
  where time_off_id is not null;

revoke all on bookings.offer, bookings.quote, bookings.time_off from holdfast_app;
grant select, insert on bookings.offer to holdfast_app;
grant select, insert, delete on bookings.quote, bookings.time_off to holdfast_app;

-- down
delete from bookings.allocation where time_off_id is not null;
set constraints all immediate;
alter table bookings.allocation
  drop constraint allocation_owner, drop column time_off_id, alter column booking_id set not null;
drop table bookings.time_off;
alter table bookings.booking
  drop constraint booking_offer, drop column quote_id, drop column travel, drop column menu,
  drop column offer_version;
drop table bookings.quote;
drop trigger station_offer_numbered on bookings.station;
drop trigger station_offer_added on bookings.station;
drop trigger station_offer_changed on bookings.station;
drop function bookings.keep_offer();
drop function bookings.number_offer();
drop table bookings.offer;
alter table bookings.station
  drop column offer_version, drop column offer, drop column base;
