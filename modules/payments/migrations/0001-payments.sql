-- Payments, the attempts to pay them, refunds, disputes, and the ledger in which every
-- transaction sums to zero.

-- up
create schema payments;
grant usage on schema payments to holdfast_app;

-- An amount that is asked for a subject, which belongs to another module. Amounts are whole
-- numbers of the currency's smallest unit.
create table payments.payment (
  id uuid primary key,
  organisation_id text not null,
  subject text not null,
  -- The unit, such as a station, that people can be limited to.
  unit_id text,
  purpose text not null,
  description text not null,
  state text not null check (state in
    ('open', 'processing', 'awaiting_offline', 'settled', 'closed')),
  amount bigint not null constraint payment_amount check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  exponent smallint not null check (exponent between 0 and 4),
  paid bigint not null default 0 check (paid >= 0),
  -- Of what was paid: asked to be given back, given back, and taken back by a dispute.
  refunding bigint not null default 0 check (refunding >= 0),
  refunded bigint not null default 0 check (refunded >= 0),
  disputed bigint not null default 0 check (disputed >= 0),
  due_by timestamptz,
  settled_at timestamptz,
  -- The money came after the payment was closed.
  late boolean not null default false,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint payment_given_back check (refunding + refunded + disputed <= paid),
  constraint payment_settled check ((state = 'settled') = (settled_at is not null)),
  constraint payment_paid check ((state = 'settled') = (paid > 0))
);
create index payment_by_subject on payments.payment (organisation_id, subject);
create index payment_by_creation on payments.payment (organisation_id, id desc);

-- One try to pay. Its id is the idempotency key at the provider.
create table payments.attempt (
  id uuid primary key,
  organisation_id text not null,
  payment_id uuid not null references payments.payment,
  provider text not null,
  method text not null,
  state text not null check (state in
    ('created', 'open', 'processing', 'awaiting_offline', 'settled', 'failed', 'expired')),
  amount bigint not null constraint attempt_amount check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  exponent smallint not null check (exponent between 0 and 4),
  -- The provider's own id; what a person writes on a transfer.
  provider_reference text,
  reference text,
  -- Why it was declined, in the provider's word; and what contradicts us in what it says.
  decline text,
  contradiction text,
  -- What was given back or is on the way; and given back beyond that by the provider alone.
  refunded bigint not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  asked_at timestamptz,
  version int not null default 1,
  constraint attempt_refunded check (refunded between 0 and amount),
  constraint attempt_provider_reference unique (provider, provider_reference),
  constraint attempt_reference unique (organisation_id, reference)
);
create index attempt_by_payment on payments.attempt (payment_id);
-- Asking again while one is under way gives that one.
create unique index attempt_under_way on payments.attempt (payment_id, method)
  where state in ('created', 'open', 'processing', 'awaiting_offline');
create index attempt_to_ask on payments.attempt (changed_at)
  where state in ('created', 'open', 'processing');

-- Its id is the idempotency key at the provider.
create table payments.refund (
  id uuid primary key,
  organisation_id text not null,
  payment_id uuid not null references payments.payment,
  attempt_id uuid not null references payments.attempt,
  state text not null check (state in
    ('requested', 'processing', 'awaiting_offline', 'settled', 'failed')),
  amount bigint not null constraint refund_amount check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  exponent smallint not null check (exponent between 0 and 4),
  reason text not null,
  -- What it follows from: the same cause never refunds twice.
  cause text not null,
  provider_reference text,
  failure text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint refund_cause unique (organisation_id, cause, attempt_id)
);
create index refund_by_payment on payments.refund (payment_id);
create index refund_to_send on payments.refund (changed_at)
  where state in ('requested', 'processing');

-- A payer who asks the bank for the money back.
create table payments.dispute (
  id uuid primary key,
  organisation_id text not null,
  payment_id uuid not null references payments.payment,
  attempt_id uuid not null references payments.attempt,
  provider_reference text not null,
  state text not null check (state in ('open', 'won', 'lost')),
  amount bigint not null constraint dispute_amount check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- How much of it the payment still held; the rest is a loss.
  from_payment bigint not null check (from_payment between 0 and amount),
  reason text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint dispute_reference unique (attempt_id, provider_reference)
);
create index dispute_by_payment on payments.dispute (payment_id);

-- Somebody of the business saw the money of a payment that no provider reports.
create table payments.verification (
  id uuid primary key,
  organisation_id text not null,
  attempt_id uuid not null references payments.attempt,
  actor_id text not null,
  -- Sealed: it may name who paid.
  note bytea not null,
  created_at timestamptz not null,
  constraint verification_person unique (attempt_id, actor_id)
);

-- The pairs of src/states.ts; a test compares the two.
create table payments.state_change (
  entity text not null,
  from_state text not null,
  to_state text not null,
  primary key (entity, from_state, to_state)
);
insert into payments.state_change values
  ('payment', 'open', 'processing'), ('payment', 'open', 'awaiting_offline'),
  ('payment', 'open', 'settled'), ('payment', 'open', 'closed'),
  ('payment', 'processing', 'open'), ('payment', 'processing', 'awaiting_offline'),
  ('payment', 'processing', 'settled'), ('payment', 'processing', 'closed'),
  ('payment', 'awaiting_offline', 'open'), ('payment', 'awaiting_offline', 'processing'),
  ('payment', 'awaiting_offline', 'settled'), ('payment', 'awaiting_offline', 'closed'),
  ('payment', 'closed', 'settled'),
  ('attempt', 'created', 'open'), ('attempt', 'created', 'processing'),
  ('attempt', 'created', 'awaiting_offline'), ('attempt', 'created', 'settled'),
  ('attempt', 'created', 'failed'), ('attempt', 'created', 'expired'),
  ('attempt', 'open', 'processing'), ('attempt', 'open', 'settled'),
  ('attempt', 'open', 'failed'), ('attempt', 'open', 'expired'),
  ('attempt', 'processing', 'open'), ('attempt', 'processing', 'settled'),
  ('attempt', 'processing', 'failed'), ('attempt', 'processing', 'expired'),
  ('attempt', 'awaiting_offline', 'settled'), ('attempt', 'awaiting_offline', 'failed'),
  ('attempt', 'awaiting_offline', 'expired'),
  ('attempt', 'failed', 'settled'), ('attempt', 'expired', 'settled'),
  ('refund', 'requested', 'processing'), ('refund', 'requested', 'awaiting_offline'),
  ('refund', 'requested', 'settled'), ('refund', 'requested', 'failed'),
  ('refund', 'processing', 'settled'), ('refund', 'processing', 'failed'),
  ('refund', 'awaiting_offline', 'settled'), ('refund', 'awaiting_offline', 'failed'),
  ('refund', 'settled', 'failed'),
  ('dispute', 'open', 'won'), ('dispute', 'open', 'lost'),
  ('dispute', 'lost', 'won'), ('dispute', 'won', 'lost');

create function payments.check_state_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> tg_argv[0] then
      raise exception 'a % does not begin as %', tg_table_name, new.state
        using errcode = 'check_violation', constraint = 'payments_state_change';
    end if;
  elsif not exists (
    select from payments.state_change
    where entity = tg_table_name and from_state = old.state and to_state = new.state
  ) or new.version <> old.version + 1 then
    raise exception 'a % does not go from % to %, version % to %',
      tg_table_name, old.state, new.state, old.version, new.version
      using errcode = 'check_violation', constraint = 'payments_state_change';
  end if;
  return new;
end $$;

create trigger payment_first_state before insert on payments.payment
  for each row execute function payments.check_state_change('open');
create trigger payment_state_change before update on payments.payment
  for each row when (old.state is distinct from new.state)
  execute function payments.check_state_change();
create trigger attempt_first_state before insert on payments.attempt
  for each row execute function payments.check_state_change('created');
create trigger attempt_state_change before update on payments.attempt
  for each row when (old.state is distinct from new.state)
  execute function payments.check_state_change();
create trigger refund_first_state before insert on payments.refund
  for each row execute function payments.check_state_change('requested');
create trigger refund_state_change before update on payments.refund
  for each row when (old.state is distinct from new.state)
  execute function payments.check_state_change();
create trigger dispute_first_state before insert on payments.dispute
  for each row execute function payments.check_state_change('open');
create trigger dispute_state_change before update on payments.dispute
  for each row when (old.state is distinct from new.state)
  execute function payments.check_state_change();

-- Where money stands. A payment has an account of its own, which can not go below zero.
create table payments.account (
  id uuid primary key,
  organisation_id text not null,
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Which side makes it grow: what we have, or what we owe.
  side text not null check (side in ('debit', 'credit')),
  may_be_negative boolean not null,
  -- The sum of its entries, on its own side; written by a trigger alone.
  balance bigint not null default 0,
  constraint account_name unique (organisation_id, currency, name),
  constraint account_balance check (may_be_negative or balance >= 0)
);

-- Why money moved. One cause moves it once.
create table payments.ledger_transaction (
  id uuid primary key,
  organisation_id text not null,
  kind text not null,
  cause_id uuid not null,
  payment_id uuid not null references payments.payment,
  happened_at timestamptz not null,
  written_in xid8 not null default pg_current_xact_id(),
  constraint ledger_transaction_cause unique (kind, cause_id)
);
create index ledger_transaction_by_payment on payments.ledger_transaction (payment_id);
create index ledger_transaction_by_creation
  on payments.ledger_transaction (organisation_id, id desc);

create table payments.entry (
  id uuid primary key,
  transaction_id uuid not null references payments.ledger_transaction,
  account_id uuid not null references payments.account,
  -- Debit above zero, credit below.
  amount bigint not null constraint entry_amount check (amount <> 0)
);
create index entry_by_transaction on payments.entry (transaction_id);
create index entry_by_account on payments.entry (account_id);

-- Only the transaction that wrote the head may write its entries: the past is closed.
create function payments.book_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (
    select from payments.ledger_transaction
    where id = new.transaction_id and written_in = pg_current_xact_id()
  ) then
    raise exception 'transaction % is closed', new.transaction_id
      using errcode = 'check_violation', constraint = 'entry_open_transaction';
  end if;
  update payments.account
  set balance = balance + case side when 'debit' then new.amount else -new.amount end
  where id = new.account_id;
  return null;
end $$;
create trigger entry_booked after insert on payments.entry
  for each row execute function payments.book_entry();

create function payments.assert_balanced(checked uuid) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  entries int;
  total numeric;
  currencies int;
  is_ours boolean;
begin
  select count(*), sum(e.amount), count(distinct a.currency),
    bool_and(a.organisation_id = t.organisation_id)
  into entries, total, currencies, is_ours
  from payments.ledger_transaction t
  join payments.entry e on e.transaction_id = t.id
  join payments.account a on a.id = e.account_id
  where t.id = checked;
  if entries < 2 or total <> 0 or currencies <> 1 or not is_ours then
    raise exception 'transaction % has % entries that sum to %', checked, entries, total
      using errcode = 'check_violation', constraint = 'ledger_balanced';
  end if;
end $$;

create function payments.check_transaction_balanced() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform payments.assert_balanced(new.id);
  return null;
end $$;
create function payments.check_entry_balanced() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform payments.assert_balanced(new.transaction_id);
  return null;
end $$;
create constraint trigger ledger_transaction_balanced
  after insert on payments.ledger_transaction deferrable initially deferred
  for each row execute function payments.check_transaction_balanced();
create constraint trigger entry_balanced after insert on payments.entry
  deferrable initially deferred
  for each row execute function payments.check_entry_balanced();

-- The books of the sandbox, which stands in for a provider. No money moves in it.
create table payments.sandbox_payment (
  attempt_id uuid primary key,
  state text not null check (state in ('open', 'processing', 'settled', 'failed', 'expired')),
  amount bigint not null check (amount > 0),
  currency text not null,
  refunded bigint not null default 0,
  -- Paid late: the sandbox says so from then on.
  settles_at timestamptz,
  -- The next time that the sandbox reports, and how often it still does.
  reports_at timestamptz,
  reports_left int not null default 0,
  constraint sandbox_refunded check (refunded between 0 and amount)
);
create index sandbox_payment_to_report on payments.sandbox_payment (reports_at)
  where reports_at is not null;
create table payments.sandbox_refund (
  refund_id uuid primary key,
  attempt_id uuid not null references payments.sandbox_payment,
  amount bigint not null check (amount > 0)
);

revoke all on all tables in schema payments from holdfast_app;
grant select, insert, update on
  payments.payment, payments.attempt, payments.refund, payments.dispute,
  payments.sandbox_payment
  to holdfast_app;
grant select, insert on
  payments.verification, payments.entry, payments.sandbox_refund to holdfast_app;
grant select, insert (id, organisation_id, name, currency, side, may_be_negative)
  on payments.account to holdfast_app;
grant select, insert (id, organisation_id, kind, cause_id, payment_id, happened_at)
  on payments.ledger_transaction to holdfast_app;
grant select on payments.state_change to holdfast_app;

-- down
drop schema payments cascade;
