create schema bookings;

create table bookings.access_link (
  id uuid not null,
  booking_id uuid not null,
  token_hash bytea not null,
  once boolean not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null
);

create table bookings.allocation (
  id uuid not null,
  booking_id uuid,
  resource_id uuid not null,
  station_id uuid not null,
  kind text not null,
  occupies tstzrange not null,
  released_at timestamp with time zone,
  time_off_id uuid
);

create table bookings.booking (
  id uuid not null,
  organisation_id text not null,
  reference text,
  station_id uuid not null,
  customer_id uuid not null,
  state text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  wall_date date not null,
  wall_time time without time zone not null,
  time_zone text not null,
  duration_hours integer not null,
  adults integer not null,
  children integer not null,
  under_six integer not null,
  required_kinds text[] not null,
  price jsonb not null,
  notices text[] default '{}'::text[] not null,
  hold_expires_at timestamp with time zone,
  name text,
  phone_index bytea,
  contact bytea,
  venue bytea,
  allergens bytea,
  special_requests bytea,
  cancel_reason bytea,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer default 1 not null,
  policies jsonb default '{"menuHours": 12, "refundDays": 4, "holdMinutes": 15, "rescheduleFee": 5000, "freeReschedules": 1, "guestCountHours": 24, "manualHoldHours": 24, "processingHoldMinutes": 60, "rescheduleNoticeHours": 24}'::jsonb not null,
  venue_index bytea,
  reschedules integer default 0 not null,
  reschedule_fees integer default 0 not null,
  deposit_refundable boolean default true not null,
  deposit_settled_at timestamp with time zone,
  offer_version integer,
  menu jsonb,
  travel jsonb,
  quote_id uuid,
  waitlist_entry_id uuid
);

create table bookings.customer (
  id uuid not null,
  organisation_id text not null,
  email_index bytea,
  email bytea,
  data_key bytea,
  created_at timestamp with time zone not null,
  last_booked_at timestamp with time zone not null,
  erased_at timestamp with time zone
);

create table bookings.customer_note (
  id uuid not null,
  organisation_id text not null,
  customer_id uuid not null,
  actor_id text not null,
  note bytea not null,
  created_at timestamp with time zone not null
);

create table bookings.lookup (
  id uuid not null,
  organisation_id text not null,
  reference text,
  email_indexes bytea[] not null,
  created_at timestamp with time zone not null
);

create table bookings.offer (
  station_id uuid not null,
  version integer not null,
  price_list jsonb not null,
  offer jsonb not null,
  created_at timestamp with time zone default now() not null
);

create table bookings.quote (
  id uuid not null,
  organisation_id text not null,
  station_id uuid not null,
  offer_version integer not null,
  adults integer not null,
  children integer not null,
  under_six integer not null,
  menu jsonb,
  travel jsonb,
  place_index bytea,
  price jsonb not null,
  savings jsonb not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);

create table bookings.resource (
  id uuid not null,
  organisation_id text not null,
  station_id uuid not null,
  kind text not null,
  name text not null,
  active boolean default true not null,
  created_at timestamp with time zone not null
);

create table bookings.state_change (
  from_state text not null,
  to_state text not null
);

create table bookings.station (
  id uuid not null,
  organisation_id text not null,
  name text not null,
  area text not null,
  time_zone text not null,
  opens_at time without time zone not null,
  closes_at time without time zone not null,
  must_end_by time without time zone not null,
  slot_minutes integer not null,
  notice_hours integer not null,
  setup_minutes integer default 30 not null,
  cleanup_minutes integer default 15 not null,
  required_kinds text[] default '{unit}'::text[] not null,
  price_list jsonb not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  policies jsonb default '{"menuHours": 12, "refundDays": 4, "holdMinutes": 15, "rescheduleFee": 5000, "freeReschedules": 1, "guestCountHours": 24, "manualHoldHours": 24, "processingHoldMinutes": 60, "rescheduleNoticeHours": 24}'::jsonb not null,
  base jsonb,
  offer jsonb default '{"menu": null, "taxes": [], "perMile": 200, "freeMiles": 30, "milesPerHour": 30, "farthestMiles": 120, "taxesIncluded": true}'::jsonb not null,
  offer_version integer default 1 not null
);

create table bookings.time_off (
  id uuid not null,
  organisation_id text not null,
  station_id uuid not null,
  resource_id uuid not null,
  kind text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  created_at timestamp with time zone not null
);

create table bookings.waitlist_entry (
  id uuid not null,
  organisation_id text not null,
  station_id uuid not null,
  customer_id uuid not null,
  state text not null,
  wall_date date not null,
  earliest time without time zone not null,
  latest time without time zone not null,
  time_zone text not null,
  duration_hours integer not null,
  adults integer not null,
  children integer not null,
  under_six integer not null,
  ends_at timestamp with time zone not null,
  name text,
  phone_index bytea,
  contact bytea,
  venue bytea,
  left_reason bytea,
  correlation_id text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer default 1 not null
);

alter table bookings.access_link add constraint access_link_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings.booking(id);

alter table bookings.access_link add constraint access_link_pkey PRIMARY KEY (id);

alter table bookings.access_link add constraint access_link_token_hash_key UNIQUE (token_hash);

alter table bookings.allocation add constraint allocation_booking_id_station_id_fkey FOREIGN KEY (booking_id, station_id) REFERENCES bookings.booking(id, station_id);

alter table bookings.allocation add constraint allocation_overlap EXCLUDE USING gist (resource_id WITH =, occupies WITH &&) WHERE ((released_at IS NULL)) DEFERRABLE;

alter table bookings.allocation add constraint allocation_owner CHECK ((num_nonnulls(booking_id, time_off_id) = 1));

alter table bookings.allocation add constraint allocation_pkey PRIMARY KEY (id);

alter table bookings.allocation add constraint allocation_resource_id_station_id_kind_fkey FOREIGN KEY (resource_id, station_id, kind) REFERENCES bookings.resource(id, station_id, kind);

alter table bookings.allocation add constraint allocation_span CHECK (((NOT isempty(occupies)) AND lower_inc(occupies) AND (NOT upper_inc(occupies)) AND (NOT lower_inf(occupies)) AND (NOT upper_inf(occupies)) AND isfinite(lower(occupies)) AND isfinite(upper(occupies))));

alter table bookings.allocation add constraint allocation_time_off_id_fkey FOREIGN KEY (time_off_id) REFERENCES bookings.time_off(id) ON DELETE CASCADE;

alter table bookings.booking add constraint booking_adults_check CHECK ((adults >= 1));

alter table bookings.booking add constraint booking_children_check CHECK ((children >= 0));

alter table bookings.booking add constraint booking_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES bookings.customer(id);

alter table bookings.booking add constraint booking_customer_overlap EXCLUDE USING gist (customer_id WITH =, tstzrange(starts_at, ends_at, '[)'::text) WITH &&) WHERE ((state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'seated'::text])));

alter table bookings.booking add constraint booking_duration_hours_check CHECK (((duration_hours >= 1) AND (duration_hours <= 8)));

alter table bookings.booking add constraint booking_hold CHECK (((state = 'pending'::text) = (hold_expires_at IS NOT NULL)));

alter table bookings.booking add constraint booking_identity UNIQUE (id, station_id);

alter table bookings.booking add constraint booking_length CHECK ((((ends_at - starts_at) >= '01:00:00'::interval) AND ((ends_at - starts_at) <= '08:00:00'::interval)));

alter table bookings.booking add constraint booking_offer FOREIGN KEY (station_id, offer_version) REFERENCES bookings.offer(station_id, version);

alter table bookings.booking add constraint booking_party CHECK (((((adults + children) + under_six) >= 1) AND (((adults + children) + under_six) <= 50)));

alter table bookings.booking add constraint booking_pkey PRIMARY KEY (id);

alter table bookings.booking add constraint booking_reference UNIQUE (reference);

alter table bookings.booking add constraint booking_required_kinds_check CHECK ((cardinality(required_kinds) > 0));

alter table bookings.booking add constraint booking_reschedule_fees_check CHECK ((reschedule_fees >= 0));

alter table bookings.booking add constraint booking_reschedules_check CHECK ((reschedules >= 0));

alter table bookings.booking add constraint booking_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'seated'::text, 'completed'::text, 'cancelled'::text, 'expired'::text, 'no_show'::text])));

alter table bookings.booking add constraint booking_station_id_fkey FOREIGN KEY (station_id) REFERENCES bookings.station(id);

alter table bookings.booking add constraint booking_under_six_check CHECK ((under_six >= 0));

alter table bookings.booking add constraint booking_waitlist_entry_id_fkey FOREIGN KEY (waitlist_entry_id) REFERENCES bookings.waitlist_entry(id);

alter table bookings.customer add constraint customer_check CHECK (((erased_at IS NULL) OR ((email_index IS NULL) AND (email IS NULL) AND (data_key IS NULL))));

alter table bookings.customer add constraint customer_email UNIQUE (organisation_id, email_index);

alter table bookings.customer add constraint customer_pkey PRIMARY KEY (id);

alter table bookings.customer_note add constraint customer_note_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES bookings.customer(id);

alter table bookings.customer_note add constraint customer_note_pkey PRIMARY KEY (id);

alter table bookings.lookup add constraint lookup_pkey PRIMARY KEY (id);

alter table bookings.offer add constraint offer_pkey PRIMARY KEY (station_id, version);

alter table bookings.offer add constraint offer_station_id_fkey FOREIGN KEY (station_id) REFERENCES bookings.station(id);

alter table bookings.quote add constraint quote_adults_check CHECK ((adults >= 1));

alter table bookings.quote add constraint quote_check CHECK ((expires_at > created_at));

alter table bookings.quote add constraint quote_children_check CHECK ((children >= 0));

alter table bookings.quote add constraint quote_pkey PRIMARY KEY (id);

alter table bookings.quote add constraint quote_station_id_fkey FOREIGN KEY (station_id) REFERENCES bookings.station(id);

alter table bookings.quote add constraint quote_station_id_offer_version_fkey FOREIGN KEY (station_id, offer_version) REFERENCES bookings.offer(station_id, version);

alter table bookings.quote add constraint quote_under_six_check CHECK ((under_six >= 0));

alter table bookings.resource add constraint resource_identity UNIQUE (id, station_id, kind);

alter table bookings.resource add constraint resource_kind_check CHECK ((kind = ANY (ARRAY['unit'::text, 'chef'::text, 'grill'::text])));

alter table bookings.resource add constraint resource_name UNIQUE (station_id, kind, name);

alter table bookings.resource add constraint resource_pkey PRIMARY KEY (id);

alter table bookings.resource add constraint resource_station_id_fkey FOREIGN KEY (station_id) REFERENCES bookings.station(id);

alter table bookings.state_change add constraint state_change_pkey PRIMARY KEY (from_state, to_state);

alter table bookings.station add constraint station_cleanup_minutes_check CHECK (((cleanup_minutes >= 0) AND (cleanup_minutes <= 720)));

alter table bookings.station add constraint station_hours CHECK (((closes_at > opens_at) OR (closes_at = '00:00:00'::time without time zone)));

alter table bookings.station add constraint station_name UNIQUE (organisation_id, name);

alter table bookings.station add constraint station_notice_hours_check CHECK (((notice_hours >= 0) AND (notice_hours <= 720)));

alter table bookings.station add constraint station_pkey PRIMARY KEY (id);

alter table bookings.station add constraint station_required_kinds_check CHECK ((cardinality(required_kinds) > 0));

alter table bookings.station add constraint station_setup_minutes_check CHECK (((setup_minutes >= 0) AND (setup_minutes <= 720)));

alter table bookings.station add constraint station_slot_minutes_check CHECK (((slot_minutes >= 5) AND (slot_minutes <= 240)));

alter table bookings.time_off add constraint time_off_pkey PRIMARY KEY (id);

alter table bookings.time_off add constraint time_off_resource_id_station_id_kind_fkey FOREIGN KEY (resource_id, station_id, kind) REFERENCES bookings.resource(id, station_id, kind);

alter table bookings.time_off add constraint time_off_span CHECK ((ends_at > starts_at));

alter table bookings.waitlist_entry add constraint waitlist_entry_adults_check CHECK ((adults >= 1));

alter table bookings.waitlist_entry add constraint waitlist_entry_children_check CHECK ((children >= 0));

alter table bookings.waitlist_entry add constraint waitlist_entry_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES bookings.customer(id);

alter table bookings.waitlist_entry add constraint waitlist_entry_duration_hours_check CHECK (((duration_hours >= 1) AND (duration_hours <= 8)));

alter table bookings.waitlist_entry add constraint waitlist_entry_pkey PRIMARY KEY (id);

alter table bookings.waitlist_entry add constraint waitlist_entry_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'offered'::text, 'booked'::text, 'passed'::text, 'left'::text, 'expired'::text])));

alter table bookings.waitlist_entry add constraint waitlist_entry_station_id_fkey FOREIGN KEY (station_id) REFERENCES bookings.station(id);

alter table bookings.waitlist_entry add constraint waitlist_entry_under_six_check CHECK ((under_six >= 0));

alter table bookings.waitlist_entry add constraint waitlist_party CHECK (((((adults + children) + under_six) >= 1) AND (((adults + children) + under_six) <= 50)));

alter table bookings.waitlist_entry add constraint waitlist_window CHECK ((latest >= earliest));

CREATE INDEX access_link_by_booking ON bookings.access_link USING btree (booking_id);

CREATE INDEX access_link_by_expiry ON bookings.access_link USING btree (expires_at);

CREATE INDEX allocation_by_booking ON bookings.allocation USING btree (booking_id);

CREATE UNIQUE INDEX allocation_by_time_off ON bookings.allocation USING btree (time_off_id) WHERE (time_off_id IS NOT NULL);

CREATE INDEX booking_by_customer ON bookings.booking USING btree (customer_id);

CREATE INDEX booking_by_hold ON bookings.booking USING btree (hold_expires_at) WHERE (state = 'pending'::text);

CREATE INDEX booking_by_phone ON bookings.booking USING btree (organisation_id, phone_index);

CREATE INDEX booking_by_start ON bookings.booking USING btree (organisation_id, starts_at DESC, id DESC);

CREATE INDEX booking_by_station ON bookings.booking USING btree (station_id, starts_at);

CREATE UNIQUE INDEX booking_offered_once ON bookings.booking USING btree (waitlist_entry_id) WHERE (waitlist_entry_id IS NOT NULL);

CREATE INDEX customer_by_creation ON bookings.customer USING btree (organisation_id, id DESC);

CREATE INDEX customer_note_by_customer ON bookings.customer_note USING btree (customer_id, id);

CREATE INDEX quote_by_expiry ON bookings.quote USING btree (expires_at);

CREATE INDEX time_off_by_station ON bookings.time_off USING btree (station_id, starts_at);

CREATE INDEX waitlist_entry_by_creation ON bookings.waitlist_entry USING btree (organisation_id, id DESC);

CREATE INDEX waitlist_entry_by_customer ON bookings.waitlist_entry USING btree (customer_id);

CREATE INDEX waitlist_entry_in_line ON bookings.waitlist_entry USING btree (station_id, created_at, id) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX waitlist_entry_open ON bookings.waitlist_entry USING btree (customer_id, wall_date) WHERE (state = ANY (ARRAY['waiting'::text, 'offered'::text]));

CREATE OR REPLACE FUNCTION bookings.assert_allocations(checked uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION bookings.check_allocation_booking()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if tg_op <> 'INSERT' then
    perform bookings.assert_allocations(old.booking_id);
  end if;
  if tg_op <> 'DELETE' then
    perform bookings.assert_allocations(new.booking_id);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION bookings.check_booking_allocations()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform bookings.assert_allocations(new.id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION bookings.check_state_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION bookings.keep_offer()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into bookings.offer (station_id, version, price_list, offer)
  values (new.id, new.offer_version, new.price_list, new.offer);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION bookings.number_offer()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  new.offer_version := old.offer_version + 1;
  return new;
end $function$;

CREATE CONSTRAINT TRIGGER allocation_added AFTER INSERT OR DELETE ON bookings.allocation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bookings.check_allocation_booking();

CREATE CONSTRAINT TRIGGER allocation_changed AFTER UPDATE ON bookings.allocation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.booking_id <> new.booking_id) OR (old.occupies <> new.occupies) OR (old.kind <> new.kind) OR (old.released_at IS DISTINCT FROM new.released_at))) EXECUTE FUNCTION bookings.check_allocation_booking();

CREATE CONSTRAINT TRIGGER booking_allocations AFTER INSERT OR UPDATE OF state, starts_at, ends_at, required_kinds ON bookings.booking DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bookings.check_booking_allocations();

CREATE TRIGGER booking_first_state BEFORE INSERT ON bookings.booking FOR EACH ROW EXECUTE FUNCTION bookings.check_state_change();

CREATE TRIGGER booking_state_change BEFORE UPDATE ON bookings.booking FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION bookings.check_state_change();

CREATE TRIGGER station_offer_added AFTER INSERT ON bookings.station FOR EACH ROW EXECUTE FUNCTION bookings.keep_offer();

CREATE TRIGGER station_offer_changed BEFORE UPDATE ON bookings.station FOR EACH ROW WHEN (((old.price_list <> new.price_list) OR (old.offer <> new.offer))) EXECUTE FUNCTION bookings.number_offer();

CREATE TRIGGER station_offer_numbered AFTER UPDATE ON bookings.station FOR EACH ROW WHEN ((old.offer_version <> new.offer_version)) EXECUTE FUNCTION bookings.keep_offer();

grant execute on function bookings.assert_allocations(uuid) to public;

grant execute on function bookings.check_allocation_booking() to public;

grant execute on function bookings.check_booking_allocations() to public;

grant execute on function bookings.check_state_change() to public;

grant execute on function bookings.keep_offer() to public;

grant execute on function bookings.number_offer() to public;

grant usage on schema bookings to holdfast_app;

grant delete, insert, select, update on table bookings.access_link to holdfast_app;

grant delete, insert, select, update on table bookings.allocation to holdfast_app;

grant delete, insert, select, update on table bookings.booking to holdfast_app;

grant delete, insert, select, update on table bookings.customer to holdfast_app;

grant delete, insert, select on table bookings.customer_note to holdfast_app;

grant delete, insert, select, update on table bookings.lookup to holdfast_app;

grant insert, select on table bookings.offer to holdfast_app;

grant delete, insert, select on table bookings.quote to holdfast_app;

grant delete, insert, select, update on table bookings.resource to holdfast_app;

grant select on table bookings.state_change to holdfast_app;

grant delete, insert, select, update on table bookings.station to holdfast_app;

grant delete, insert, select on table bookings.time_off to holdfast_app;

grant insert, select, update on table bookings.waitlist_entry to holdfast_app;
