-- Credits: what an organisation bought, what its jobs hold of it, and a ledger of their own in
-- which every transaction sums to zero.

-- up
-- What things cost and what credits cost. A version is never changed: a newer one replaces it.
create table payments.credit_price_list (
  version int primary key check (version > 0),
  since timestamptz not null
);
create table payments.credit_price (
  version int not null references payments.credit_price_list,
  operation text not null,
  -- For one of it.
  credits int not null constraint credit_price_positive check (credits > 0),
  primary key (version, operation)
);
create table payments.credit_pack (
  version int not null references payments.credit_price_list,
  name text not null,
  credits int not null constraint credit_pack_positive check (credits > 0),
  amount bigint not null constraint credit_pack_amount check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  exponent smallint not null check (exponent between 0 and 4),
  primary key (version, name)
);
insert into payments.credit_price_list values (1, '2026-01-01T00:00:00Z');
insert into payments.credit_price values
  (1, 'studio.mix', 4), (1, 'studio.avatarUpload', 1), (1, 'studio.avatarGenerate', 2);
insert into payments.credit_pack values
  (1, 'small', 100, 1000, 'USD', 2), (1, 'medium', 500, 4500, 'USD', 2),
  (1, 'large', 2000, 16000, 'USD', 2);

-- Balances are the sums of the entries; triggers alone write them.
create table payments.credit_account (
  organisation_id text primary key,
  -- Of a plan that pays for everything: nothing is held, and what is used is still written.
  is_unlimited boolean not null default false,
  available bigint not null default 0 constraint credit_available check (available >= 0),
  held bigint not null default 0 constraint credit_held check (held >= 0),
  spent bigint not null default 0 constraint credit_spent check (spent >= 0),
  -- The number of its last transaction.
  last_number bigint not null default 0
);

-- Credits that a job has set aside. The subject is the job's id, which belongs to another module.
create table payments.credit_hold (
  id uuid primary key,
  organisation_id text not null references payments.credit_account,
  subject text not null,
  operation text not null,
  quantity int not null constraint credit_hold_quantity check (quantity > 0),
  price_version int not null,
  cost bigint not null constraint credit_hold_cost check (cost > 0),
  paid_by_plan boolean not null,
  state text not null check (state in ('held', 'settled', 'released')),
  used bigint not null default 0,
  refunded bigint not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- When somebody last asked whether its job still exists.
  looked_at timestamptz not null,
  version int not null default 1,
  foreign key (price_version, operation) references payments.credit_price,
  constraint credit_hold_subject unique (organisation_id, subject),
  constraint credit_hold_used check (used between 0 and cost and (used = 0 or state = 'settled')),
  constraint credit_hold_refunded
    check (refunded between 0 and case when paid_by_plan then 0 else used end)
);
create index credit_hold_to_look_at on payments.credit_hold (organisation_id, looked_at)
  where state = 'held';

insert into payments.state_change values
  ('credit_hold', 'held', 'settled'), ('credit_hold', 'held', 'released');
create trigger credit_hold_first_state before insert on payments.credit_hold
  for each row execute function payments.check_state_change('held');
create trigger credit_hold_state_change before update on payments.credit_hold
  for each row when (old.state is distinct from new.state)
  execute function payments.check_state_change();

-- Credits that somebody is about to buy: they come when the payment is settled.
create table payments.credit_top_up (
  payment_id uuid primary key references payments.payment,
  organisation_id text not null,
  pack text not null,
  price_version int not null,
  credits int not null constraint credit_top_up_positive check (credits > 0),
  created_at timestamptz not null,
  foreign key (price_version, pack) references payments.credit_pack (version, name)
);

-- Why credits moved. One cause moves them once; the numbers of an organisation have no gap.
create table payments.credit_transaction (
  id uuid primary key,
  organisation_id text not null references payments.credit_account,
  number bigint not null,
  kind text not null check (kind in
    ('reserved', 'settled', 'released', 'refunded', 'bought', 'adjusted')),
  cause_id uuid not null,
  hold_id uuid references payments.credit_hold,
  payment_id uuid references payments.payment,
  available_after bigint not null
    constraint credit_transaction_available_after check (available_after >= 0),
  -- Who of the business did it, and why.
  actor_id text,
  reason text,
  happened_at timestamptz not null,
  written_in xid8 not null default pg_current_xact_id(),
  constraint credit_transaction_number unique (organisation_id, number),
  constraint credit_transaction_cause unique (kind, cause_id),
  constraint credit_transaction_reason
    check (kind not in ('refunded', 'adjusted') or (actor_id is not null and reason is not null))
);
create index credit_transaction_by_hold on payments.credit_transaction (hold_id);

-- Above zero what an account got, below zero what it gave. `bought`, `adjusted` and `plan` are
-- where credits come from.
create table payments.credit_entry (
  transaction_id uuid not null references payments.credit_transaction,
  account text not null check (account in
    ('available', 'held', 'spent', 'bought', 'adjusted', 'plan')),
  amount bigint not null constraint credit_entry_amount check (amount <> 0),
  primary key (transaction_id, account)
);

create function payments.number_credit_transaction() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update payments.credit_account set last_number = new.number
  where organisation_id = new.organisation_id and last_number = new.number - 1;
  if not found then
    raise exception 'credit transaction % is not the next one', new.number
      using errcode = 'check_violation', constraint = 'credit_transaction_next';
  end if;
  return null;
end $$;
create trigger credit_transaction_numbered after insert on payments.credit_transaction
  for each row execute function payments.number_credit_transaction();

-- Only the transaction that wrote the head may write its entries: the past is closed.
create function payments.book_credit_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  organisation text;
begin
  select organisation_id into organisation from payments.credit_transaction
  where id = new.transaction_id and written_in = pg_current_xact_id();
  if not found then
    raise exception 'credit transaction % is closed', new.transaction_id
      using errcode = 'check_violation', constraint = 'credit_entry_open_transaction';
  end if;
  update payments.credit_account set
    available = available + case new.account when 'available' then new.amount else 0 end,
    held = held + case new.account when 'held' then new.amount else 0 end,
    spent = spent + case new.account when 'spent' then new.amount else 0 end
  where organisation_id = organisation and new.account in ('available', 'held', 'spent');
  return null;
end $$;
create trigger credit_entry_booked after insert on payments.credit_entry
  for each row execute function payments.book_credit_entry();

create function payments.assert_credits_balanced(checked uuid) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  entries int;
  total numeric;
begin
  select count(*), sum(amount) into entries, total
  from payments.credit_entry where transaction_id = checked;
  if entries < 2 or total <> 0 then
    raise exception 'credit transaction % has % entries that sum to %', checked, entries, total
      using errcode = 'check_violation', constraint = 'credits_balanced';
  end if;
end $$;
create function payments.check_credit_transaction_balanced() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform payments.assert_credits_balanced(new.id);
  return null;
end $$;
create function payments.check_credit_entry_balanced() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform payments.assert_credits_balanced(new.transaction_id);
  return null;
end $$;
create constraint trigger credit_transaction_balanced
  after insert on payments.credit_transaction deferrable initially deferred
  for each row execute function payments.check_credit_transaction_balanced();
create constraint trigger credit_entry_balanced after insert on payments.credit_entry
  deferrable initially deferred
  for each row execute function payments.check_credit_entry_balanced();

revoke all on
  payments.credit_price_list, payments.credit_price, payments.credit_pack,
  payments.credit_account, payments.credit_hold, payments.credit_top_up,
  payments.credit_transaction, payments.credit_entry
  from holdfast_app;
grant select on payments.credit_price_list, payments.credit_price, payments.credit_pack
  to holdfast_app;
grant select, insert (organisation_id), update (is_unlimited) on payments.credit_account
  to holdfast_app;
grant select, insert, update (state, used, refunded, changed_at, looked_at, version)
  on payments.credit_hold to holdfast_app;
grant select, insert on payments.credit_top_up, payments.credit_entry to holdfast_app;
grant select, insert (id, organisation_id, number, kind, cause_id, hold_id, payment_id,
  available_after, actor_id, reason, happened_at)
  on payments.credit_transaction to holdfast_app;

-- down
drop table payments.credit_entry, payments.credit_transaction, payments.credit_top_up,
  payments.credit_hold, payments.credit_account, payments.credit_pack, payments.credit_price,
  payments.credit_price_list;
drop function payments.number_credit_transaction(), payments.book_credit_entry(),
  payments.check_credit_transaction_balanced(), payments.check_credit_entry_balanced(),
  payments.assert_credits_balanced(uuid);
delete from payments.state_change where entity = 'credit_hold';
