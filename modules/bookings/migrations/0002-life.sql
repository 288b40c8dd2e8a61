-- The life of a booking: what was agreed about paying, changing and cancelling, held times that
-- run out, and what a change of date has cost.

-- up

-- What a station agrees with its guests beside the price; the fee in the currency's smallest
-- unit. The default lets the version before this one go on adding stations and bookings.
alter table bookings.station add column policies jsonb not null default
  '{"holdMinutes": 15, "processingHoldMinutes": 60, "manualHoldHours": 24, "refundDays": 4,
    "freeReschedules": 1, "rescheduleNoticeHours": 24, "rescheduleFee": 5000,
    "guestCountHours": 24, "menuHours": 12}';
update bookings.station set policies = jsonb_set(policies, '{rescheduleFee}',
  to_jsonb(50 * (10 ^ (price_list ->> 'exponent')::int)::int))
  where price_list ->> 'exponent' <> '2';

alter table bookings.booking
  -- Those of the station when it was booked: what was agreed does not change afterwards.
  add column policies jsonb not null default
    '{"holdMinutes": 15, "processingHoldMinutes": 60, "manualHoldHours": 24, "refundDays": 4,
      "freeReschedules": 1, "rescheduleNoticeHours": 24, "rescheduleFee": 5000,
      "guestCountHours": 24, "menuHours": 12}',
  -- Finds the open holds for one place; nulled by an erase.
  add column venue_index bytea,
  add column reschedules int not null default 0 check (reschedules >= 0),
  -- In the currency's smallest unit; contained in the price.
  add column reschedule_fees int not null default 0 check (reschedule_fees >= 0),
  -- A date that was moved after its deadline has passed does not bring the deposit back.
  add column deposit_refundable boolean not null default true,
  -- When a paid deposit was taken into account, or returned: it is done once.
  add column deposit_settled_at timestamptz;
update bookings.booking set policies = jsonb_set(policies, '{rescheduleFee}',
  to_jsonb(50 * (10 ^ (price #>> '{total,exponent}')::int)::int))
  where price #>> '{total,exponent}' <> '2';

-- Held times that run out, and those of one contact or place.
create index booking_by_hold on bookings.booking (hold_expires_at) where state = 'pending';

-- down
drop index bookings.booking_by_hold;
alter table bookings.booking
  drop column deposit_settled_at, drop column deposit_refundable, drop column reschedule_fees,
  drop column reschedules, drop column venue_index, drop column policies;
alter table bookings.station drop column policies;
