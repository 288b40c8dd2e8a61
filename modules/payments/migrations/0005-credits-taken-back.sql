-- Credits whose money went back are taken back. What was used of them already is owed, and settled
-- with the next that come.

-- up
alter table payments.credit_account
  add column owed bigint not null default 0 constraint credit_owed check (owed >= 0);

alter table payments.credit_transaction drop constraint credit_transaction_kind_check;
alter table payments.credit_transaction add constraint credit_transaction_kind check (kind in
  ('reserved', 'settled', 'released', 'refunded', 'bought', 'adjusted',
    'takenBack', 'restored', 'collected'));
create index credit_transaction_by_payment on payments.credit_transaction (payment_id)
  where payment_id is not null;

-- `owed` is below zero by what the organisation owes.
alter table payments.credit_entry drop constraint credit_entry_account_check;
alter table payments.credit_entry add constraint credit_entry_account check (account in
  ('available', 'held', 'spent', 'bought', 'adjusted', 'plan', 'owed'));

create or replace function payments.book_credit_entry() returns trigger
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
    spent = spent + case new.account when 'spent' then new.amount else 0 end,
    owed = owed - case new.account when 'owed' then new.amount else 0 end
  where organisation_id = organisation and new.account in ('available', 'held', 'spent', 'owed');
  return null;
end $$;

-- down
create or replace function payments.book_credit_entry() returns trigger
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
-- What was written of them is the past and stays: going down is refused while there is any of it.
alter table payments.credit_entry drop constraint credit_entry_account;
alter table payments.credit_entry add constraint credit_entry_account_check check (account in
  ('available', 'held', 'spent', 'bought', 'adjusted', 'plan'));
drop index payments.credit_transaction_by_payment;
alter table payments.credit_transaction drop constraint credit_transaction_kind;
alter table payments.credit_transaction add constraint credit_transaction_kind_check check (kind in
  ('reserved', 'settled', 'released', 'refunded', 'bought', 'adjusted'));
alter table payments.credit_account drop column owed;
