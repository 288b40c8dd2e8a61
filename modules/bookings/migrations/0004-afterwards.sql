-- What is kept about customers besides their bookings.

-- up
-- What people of the business noted about a customer; an erase deletes it.
create table bookings.customer_note (
  id uuid primary key,
  organisation_id text not null,
  customer_id uuid not null references bookings.customer,
  actor_id text not null,
  -- Sealed under the customer's key.
  note bytea not null,
  created_at timestamptz not null
);
create index customer_note_by_customer on bookings.customer_note (customer_id, id);

-- The newest customers first, and those that wait for a new master key.
create index customer_by_creation on bookings.customer (organisation_id, id desc);

revoke all on bookings.customer_note from holdfast_app;
grant select, insert, delete on bookings.customer_note to holdfast_app;

-- down
drop index bookings.customer_by_creation;
drop table bookings.customer_note;
