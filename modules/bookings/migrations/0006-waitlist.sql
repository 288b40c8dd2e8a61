-- Who waits for an evening that is full, and the bookings that they were offered.

-- up
create table bookings.waitlist_entry (
  id uuid primary key,
  organisation_id text not null,
  station_id uuid not null references bookings.station,
  customer_id uuid not null references bookings.customer,
  state text not null check (state in
    ('waiting', 'offered', 'booked', 'passed', 'left', 'expired')),
  -- The calendar day of the station, and the starts on its clocks that would do: both included.
  wall_date date not null,
  earliest time not null,
  latest time not null,
  time_zone text not null,
  duration_hours int not null check (duration_hours between 1 and 8),
  adults int not null check (adults >= 1),
  children int not null check (children >= 0),
  under_six int not null check (under_six >= 0),
  -- When there is nothing left that could be offered.
  ends_at timestamptz not null,
  -- Plain, so that staff can read it; nulled by an erase.
  name text,
  phone_index bytea,
  -- Sealed under the customer's key.
  contact bytea,
  venue bytea,
  left_reason bytea,
  correlation_id text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint waitlist_party check (adults + children + under_six between 1 and 50),
  constraint waitlist_window check (latest >= earliest)
);
-- Nobody waits twice for one evening, and so is not offered two times of it at once.
create unique index waitlist_entry_open on bookings.waitlist_entry (customer_id, wall_date)
  where state in ('waiting', 'offered');
create index waitlist_entry_in_line on bookings.waitlist_entry (station_id, created_at, id)
  where state = 'waiting';
create index waitlist_entry_by_creation on bookings.waitlist_entry (organisation_id, id desc);
create index waitlist_entry_by_customer on bookings.waitlist_entry (customer_id);

-- For whom a time is held that became free: at most one offer for each entry, ever.
alter table bookings.booking
  add column waitlist_entry_id uuid references bookings.waitlist_entry;
create unique index booking_offered_once on bookings.booking (waitlist_entry_id)
  where waitlist_entry_id is not null;

revoke all on bookings.waitlist_entry from holdfast_app;
grant select, insert, update on bookings.waitlist_entry to holdfast_app;

-- down
drop index bookings.booking_offered_once;
alter table bookings.booking drop column waitlist_entry_id;
drop table bookings.waitlist_entry;
