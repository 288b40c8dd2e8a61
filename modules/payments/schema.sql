create schema payments;

create table payments.account (
  id uuid not null,
  organisation_id text not null,
  name text not null,
  currency text not null,
  side text not null,
  may_be_negative boolean not null,
  balance bigint default 0 not null
);

create table payments.attempt (
  id uuid not null,
  organisation_id text not null,
  payment_id uuid not null,
  provider text not null,
  method text not null,
  state text not null,
  amount bigint not null,
  currency text not null,
  exponent smallint not null,
  provider_reference text,
  reference text,
  decline text,
  contradiction text,
  refunded bigint default 0 not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  version integer default 1 not null
);

create table payments.credit_account (
  organisation_id text not null,
  is_unlimited boolean default false not null,
  available bigint default 0 not null,
  held bigint default 0 not null,
  spent bigint default 0 not null,
  last_number bigint default 0 not null,
  owed bigint default 0 not null
);

create table payments.credit_entry (
  transaction_id uuid not null,
  account text not null,
  amount bigint not null
);

create table payments.credit_hold (
  id uuid not null,
  organisation_id text not null,
  subject text not null,
  operation text not null,
  quantity integer not null,
  price_version integer not null,
  cost bigint not null,
  paid_by_plan boolean not null,
  state text not null,
  used bigint default 0 not null,
  refunded bigint default 0 not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  looked_at timestamp with time zone not null,
  version integer default 1 not null
);

create table payments.credit_pack (
  version integer not null,
  name text not null,
  credits integer not null,
  amount bigint not null,
  currency text not null,
  exponent smallint not null
);

create table payments.credit_price (
  version integer not null,
  operation text not null,
  credits integer not null
);

create table payments.credit_price_list (
  version integer not null,
  since timestamp with time zone not null
);

create table payments.credit_top_up (
  payment_id uuid not null,
  organisation_id text not null,
  pack text not null,
  price_version integer not null,
  credits integer not null,
  created_at timestamp with time zone not null
);

create table payments.credit_transaction (
  id uuid not null,
  organisation_id text not null,
  number bigint not null,
  kind text not null,
  cause_id uuid not null,
  hold_id uuid,
  payment_id uuid,
  available_after bigint not null,
  actor_id text,
  reason text,
  happened_at timestamp with time zone not null,
  written_in xid8 default pg_current_xact_id() not null
);

create table payments.dispute (
  id uuid not null,
  organisation_id text not null,
  payment_id uuid not null,
  attempt_id uuid not null,
  provider_reference text not null,
  state text not null,
  amount bigint not null,
  currency text not null,
  from_payment bigint not null,
  reason text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer default 1 not null
);

create table payments.entry (
  id uuid not null,
  transaction_id uuid not null,
  account_id uuid not null,
  amount bigint not null
);

create table payments.ledger_transaction (
  id uuid not null,
  organisation_id text not null,
  kind text not null,
  cause_id uuid not null,
  payment_id uuid not null,
  happened_at timestamp with time zone not null,
  written_in xid8 default pg_current_xact_id() not null
);

create table payments.payment (
  id uuid not null,
  organisation_id text not null,
  subject text not null,
  unit_id text,
  purpose text not null,
  description text not null,
  state text not null,
  amount bigint not null,
  currency text not null,
  exponent smallint not null,
  paid bigint default 0 not null,
  refunding bigint default 0 not null,
  refunded bigint default 0 not null,
  disputed bigint default 0 not null,
  due_by timestamp with time zone,
  settled_at timestamp with time zone,
  late boolean default false not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer default 1 not null
);

create table payments.refund (
  id uuid not null,
  organisation_id text not null,
  payment_id uuid not null,
  attempt_id uuid not null,
  state text not null,
  amount bigint not null,
  currency text not null,
  exponent smallint not null,
  reason text not null,
  cause text not null,
  provider_reference text,
  failure text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer default 1 not null,
  asked_at timestamp with time zone
);

create table payments.sandbox_payment (
  attempt_id uuid not null,
  state text not null,
  amount bigint not null,
  currency text not null,
  refunded bigint default 0 not null,
  settles_at timestamp with time zone,
  reports_at timestamp with time zone,
  reports_left integer default 0 not null
);

create table payments.sandbox_refund (
  refund_id uuid not null,
  attempt_id uuid not null,
  amount bigint not null
);

create table payments.state_change (
  entity text not null,
  from_state text not null,
  to_state text not null
);

create table payments.verification (
  id uuid not null,
  organisation_id text not null,
  attempt_id uuid not null,
  actor_id text not null,
  note bytea not null,
  created_at timestamp with time zone not null
);

alter table payments.account add constraint account_balance CHECK ((may_be_negative OR (balance >= 0)));

alter table payments.account add constraint account_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table payments.account add constraint account_name UNIQUE (organisation_id, currency, name);

alter table payments.account add constraint account_pkey PRIMARY KEY (id);

alter table payments.account add constraint account_side_check CHECK ((side = ANY (ARRAY['debit'::text, 'credit'::text])));

alter table payments.attempt add constraint attempt_amount CHECK ((amount > 0));

alter table payments.attempt add constraint attempt_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table payments.attempt add constraint attempt_exponent_check CHECK (((exponent >= 0) AND (exponent <= 4)));

alter table payments.attempt add constraint attempt_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payment(id);

alter table payments.attempt add constraint attempt_pkey PRIMARY KEY (id);

alter table payments.attempt add constraint attempt_provider_reference UNIQUE (provider, provider_reference);

alter table payments.attempt add constraint attempt_reference UNIQUE (organisation_id, reference);

alter table payments.attempt add constraint attempt_refunded CHECK (((refunded >= 0) AND (refunded <= amount)));

alter table payments.attempt add constraint attempt_state_check CHECK ((state = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text, 'awaiting_offline'::text, 'settled'::text, 'failed'::text, 'expired'::text])));

alter table payments.credit_account add constraint credit_account_pkey PRIMARY KEY (organisation_id);

alter table payments.credit_account add constraint credit_available CHECK ((available >= 0));

alter table payments.credit_account add constraint credit_held CHECK ((held >= 0));

alter table payments.credit_account add constraint credit_owed CHECK ((owed >= 0));

alter table payments.credit_account add constraint credit_spent CHECK ((spent >= 0));

alter table payments.credit_entry add constraint credit_entry_account CHECK ((account = ANY (ARRAY['available'::text, 'held'::text, 'spent'::text, 'bought'::text, 'adjusted'::text, 'plan'::text, 'owed'::text])));

alter table payments.credit_entry add constraint credit_entry_amount CHECK ((amount <> 0));

alter table payments.credit_entry add constraint credit_entry_pkey PRIMARY KEY (transaction_id, account);

alter table payments.credit_entry add constraint credit_entry_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES payments.credit_transaction(id);

alter table payments.credit_hold add constraint credit_hold_cost CHECK ((cost > 0));

alter table payments.credit_hold add constraint credit_hold_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES payments.credit_account(organisation_id);

alter table payments.credit_hold add constraint credit_hold_pkey PRIMARY KEY (id);

alter table payments.credit_hold add constraint credit_hold_price_version_operation_fkey FOREIGN KEY (price_version, operation) REFERENCES payments.credit_price(version, operation);

alter table payments.credit_hold add constraint credit_hold_quantity CHECK ((quantity > 0));

alter table payments.credit_hold add constraint credit_hold_refunded CHECK (((refunded >= 0) AND (refunded <=
CASE
    WHEN paid_by_plan THEN (0)::bigint
    ELSE used
END)));

alter table payments.credit_hold add constraint credit_hold_state_check CHECK ((state = ANY (ARRAY['held'::text, 'settled'::text, 'released'::text])));

alter table payments.credit_hold add constraint credit_hold_subject UNIQUE (organisation_id, subject);

alter table payments.credit_hold add constraint credit_hold_used CHECK ((((used >= 0) AND (used <= cost)) AND ((used = 0) OR (state = 'settled'::text))));

alter table payments.credit_pack add constraint credit_pack_amount CHECK ((amount > 0));

alter table payments.credit_pack add constraint credit_pack_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table payments.credit_pack add constraint credit_pack_exponent_check CHECK (((exponent >= 0) AND (exponent <= 4)));

alter table payments.credit_pack add constraint credit_pack_pkey PRIMARY KEY (version, name);

alter table payments.credit_pack add constraint credit_pack_positive CHECK ((credits > 0));

alter table payments.credit_pack add constraint credit_pack_version_fkey FOREIGN KEY (version) REFERENCES payments.credit_price_list(version);

alter table payments.credit_price add constraint credit_price_pkey PRIMARY KEY (version, operation);

alter table payments.credit_price add constraint credit_price_positive CHECK ((credits > 0));

alter table payments.credit_price add constraint credit_price_version_fkey FOREIGN KEY (version) REFERENCES payments.credit_price_list(version);

alter table payments.credit_price_list add constraint credit_price_list_pkey PRIMARY KEY (version);

alter table payments.credit_price_list add constraint credit_price_list_version_check CHECK ((version > 0));

alter table payments.credit_top_up add constraint credit_top_up_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payment(id);

alter table payments.credit_top_up add constraint credit_top_up_pkey PRIMARY KEY (payment_id);

alter table payments.credit_top_up add constraint credit_top_up_positive CHECK ((credits > 0));

alter table payments.credit_top_up add constraint credit_top_up_price_version_pack_fkey FOREIGN KEY (price_version, pack) REFERENCES payments.credit_pack(version, name);

alter table payments.credit_transaction add constraint credit_transaction_available_after CHECK ((available_after >= 0));

alter table payments.credit_transaction add constraint credit_transaction_cause UNIQUE (kind, cause_id);

alter table payments.credit_transaction add constraint credit_transaction_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES payments.credit_hold(id);

alter table payments.credit_transaction add constraint credit_transaction_kind CHECK ((kind = ANY (ARRAY['reserved'::text, 'settled'::text, 'released'::text, 'refunded'::text, 'bought'::text, 'adjusted'::text, 'takenBack'::text, 'restored'::text, 'collected'::text])));

alter table payments.credit_transaction add constraint credit_transaction_number UNIQUE (organisation_id, number);

alter table payments.credit_transaction add constraint credit_transaction_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES payments.credit_account(organisation_id);

alter table payments.credit_transaction add constraint credit_transaction_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payment(id);

alter table payments.credit_transaction add constraint credit_transaction_pkey PRIMARY KEY (id);

alter table payments.credit_transaction add constraint credit_transaction_reason CHECK (((kind <> ALL (ARRAY['refunded'::text, 'adjusted'::text])) OR ((actor_id IS NOT NULL) AND (reason IS NOT NULL))));

alter table payments.dispute add constraint dispute_amount CHECK ((amount > 0));

alter table payments.dispute add constraint dispute_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES payments.attempt(id);

alter table payments.dispute add constraint dispute_check CHECK (((from_payment >= 0) AND (from_payment <= amount)));

alter table payments.dispute add constraint dispute_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table payments.dispute add constraint dispute_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payment(id);

alter table payments.dispute add constraint dispute_pkey PRIMARY KEY (id);

alter table payments.dispute add constraint dispute_reference UNIQUE (attempt_id, provider_reference);

alter table payments.dispute add constraint dispute_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])));

alter table payments.entry add constraint entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES payments.account(id);

alter table payments.entry add constraint entry_amount CHECK ((amount <> 0));

alter table payments.entry add constraint entry_pkey PRIMARY KEY (id);

alter table payments.entry add constraint entry_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES payments.ledger_transaction(id);

alter table payments.ledger_transaction add constraint ledger_transaction_cause UNIQUE (kind, cause_id);

alter table payments.ledger_transaction add constraint ledger_transaction_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payment(id);

alter table payments.ledger_transaction add constraint ledger_transaction_pkey PRIMARY KEY (id);

alter table payments.payment add constraint payment_amount CHECK ((amount > 0));

alter table payments.payment add constraint payment_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table payments.payment add constraint payment_disputed_check CHECK ((disputed >= 0));

alter table payments.payment add constraint payment_exponent_check CHECK (((exponent >= 0) AND (exponent <= 4)));

alter table payments.payment add constraint payment_given_back CHECK ((((refunding + refunded) + disputed) <= paid));

alter table payments.payment add constraint payment_paid CHECK (((state = 'settled'::text) = (paid > 0)));

alter table payments.payment add constraint payment_paid_check CHECK ((paid >= 0));

alter table payments.payment add constraint payment_pkey PRIMARY KEY (id);

alter table payments.payment add constraint payment_refunded_check CHECK ((refunded >= 0));

alter table payments.payment add constraint payment_refunding_check CHECK ((refunding >= 0));

alter table payments.payment add constraint payment_settled CHECK (((state = 'settled'::text) = (settled_at IS NOT NULL)));

alter table payments.payment add constraint payment_state_check CHECK ((state = ANY (ARRAY['open'::text, 'processing'::text, 'awaiting_offline'::text, 'settled'::text, 'closed'::text])));

alter table payments.refund add constraint refund_amount CHECK ((amount > 0));

alter table payments.refund add constraint refund_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES payments.attempt(id);

alter table payments.refund add constraint refund_cause UNIQUE (organisation_id, cause, attempt_id);

alter table payments.refund add constraint refund_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table payments.refund add constraint refund_exponent_check CHECK (((exponent >= 0) AND (exponent <= 4)));

alter table payments.refund add constraint refund_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payment(id);

alter table payments.refund add constraint refund_pkey PRIMARY KEY (id);

alter table payments.refund add constraint refund_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'processing'::text, 'awaiting_offline'::text, 'settled'::text, 'failed'::text])));

alter table payments.sandbox_payment add constraint sandbox_payment_amount_check CHECK ((amount > 0));

alter table payments.sandbox_payment add constraint sandbox_payment_pkey PRIMARY KEY (attempt_id);

alter table payments.sandbox_payment add constraint sandbox_payment_state_check CHECK ((state = ANY (ARRAY['open'::text, 'processing'::text, 'settled'::text, 'failed'::text, 'expired'::text])));

alter table payments.sandbox_payment add constraint sandbox_refunded CHECK (((refunded >= 0) AND (refunded <= amount)));

alter table payments.sandbox_refund add constraint sandbox_refund_amount_check CHECK ((amount > 0));

alter table payments.sandbox_refund add constraint sandbox_refund_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES payments.sandbox_payment(attempt_id);

alter table payments.sandbox_refund add constraint sandbox_refund_pkey PRIMARY KEY (refund_id);

alter table payments.state_change add constraint state_change_pkey PRIMARY KEY (entity, from_state, to_state);

alter table payments.verification add constraint verification_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES payments.attempt(id);

alter table payments.verification add constraint verification_person UNIQUE (attempt_id, actor_id);

alter table payments.verification add constraint verification_pkey PRIMARY KEY (id);

CREATE INDEX attempt_by_payment ON payments.attempt USING btree (payment_id);

CREATE INDEX attempt_to_ask ON payments.attempt USING btree (organisation_id, GREATEST(changed_at, asked_at)) WHERE (state = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text]));

CREATE UNIQUE INDEX attempt_under_way ON payments.attempt USING btree (payment_id, method) WHERE (state = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text, 'awaiting_offline'::text]));

CREATE INDEX credit_hold_to_look_at ON payments.credit_hold USING btree (organisation_id, looked_at) WHERE (state = 'held'::text);

CREATE INDEX credit_transaction_by_hold ON payments.credit_transaction USING btree (hold_id);

CREATE INDEX credit_transaction_by_payment ON payments.credit_transaction USING btree (payment_id) WHERE (payment_id IS NOT NULL);

CREATE INDEX dispute_by_payment ON payments.dispute USING btree (payment_id);

CREATE INDEX entry_by_account ON payments.entry USING btree (account_id);

CREATE INDEX entry_by_transaction ON payments.entry USING btree (transaction_id);

CREATE INDEX ledger_transaction_by_creation ON payments.ledger_transaction USING btree (organisation_id, id DESC);

CREATE INDEX ledger_transaction_by_payment ON payments.ledger_transaction USING btree (payment_id);

CREATE INDEX payment_by_creation ON payments.payment USING btree (organisation_id, id DESC);

CREATE INDEX payment_by_subject ON payments.payment USING btree (organisation_id, subject);

CREATE INDEX refund_by_payment ON payments.refund USING btree (payment_id);

CREATE INDEX refund_to_send ON payments.refund USING btree (organisation_id, GREATEST(changed_at, asked_at)) WHERE (state = ANY (ARRAY['requested'::text, 'processing'::text]));

CREATE INDEX sandbox_payment_to_report ON payments.sandbox_payment USING btree (reports_at) WHERE (reports_at IS NOT NULL);

CREATE OR REPLACE FUNCTION payments.assert_balanced(checked uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION payments.assert_credits_balanced(checked uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION payments.book_credit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION payments.book_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION payments.check_credit_entry_balanced()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform payments.assert_credits_balanced(new.transaction_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION payments.check_credit_transaction_balanced()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform payments.assert_credits_balanced(new.id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION payments.check_entry_balanced()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform payments.assert_balanced(new.transaction_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION payments.check_state_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION payments.check_transaction_balanced()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform payments.assert_balanced(new.id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION payments.number_credit_transaction()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update payments.credit_account set last_number = new.number
  where organisation_id = new.organisation_id and last_number = new.number - 1;
  if not found then
    raise exception 'credit transaction % is not the next one', new.number
      using errcode = 'check_violation', constraint = 'credit_transaction_next';
  end if;
  return null;
end $function$;

CREATE TRIGGER attempt_first_state BEFORE INSERT ON payments.attempt FOR EACH ROW EXECUTE FUNCTION payments.check_state_change('created');

CREATE TRIGGER attempt_state_change BEFORE UPDATE ON payments.attempt FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION payments.check_state_change();

CREATE CONSTRAINT TRIGGER credit_entry_balanced AFTER INSERT ON payments.credit_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_credit_entry_balanced();

CREATE TRIGGER credit_entry_booked AFTER INSERT ON payments.credit_entry FOR EACH ROW EXECUTE FUNCTION payments.book_credit_entry();

CREATE TRIGGER credit_hold_first_state BEFORE INSERT ON payments.credit_hold FOR EACH ROW EXECUTE FUNCTION payments.check_state_change('held');

CREATE TRIGGER credit_hold_state_change BEFORE UPDATE ON payments.credit_hold FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION payments.check_state_change();

CREATE CONSTRAINT TRIGGER credit_transaction_balanced AFTER INSERT ON payments.credit_transaction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_credit_transaction_balanced();

CREATE TRIGGER credit_transaction_numbered AFTER INSERT ON payments.credit_transaction FOR EACH ROW EXECUTE FUNCTION payments.number_credit_transaction();

CREATE TRIGGER dispute_first_state BEFORE INSERT ON payments.dispute FOR EACH ROW EXECUTE FUNCTION payments.check_state_change('open');

CREATE TRIGGER dispute_state_change BEFORE UPDATE ON payments.dispute FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION payments.check_state_change();

CREATE CONSTRAINT TRIGGER entry_balanced AFTER INSERT ON payments.entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_entry_balanced();

CREATE TRIGGER entry_booked AFTER INSERT ON payments.entry FOR EACH ROW EXECUTE FUNCTION payments.book_entry();

CREATE CONSTRAINT TRIGGER ledger_transaction_balanced AFTER INSERT ON payments.ledger_transaction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_transaction_balanced();

CREATE TRIGGER payment_first_state BEFORE INSERT ON payments.payment FOR EACH ROW EXECUTE FUNCTION payments.check_state_change('open');

CREATE TRIGGER payment_state_change BEFORE UPDATE ON payments.payment FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION payments.check_state_change();

CREATE TRIGGER refund_first_state BEFORE INSERT ON payments.refund FOR EACH ROW EXECUTE FUNCTION payments.check_state_change('requested');

CREATE TRIGGER refund_state_change BEFORE UPDATE ON payments.refund FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION payments.check_state_change();

grant execute on function payments.assert_balanced(uuid) to public;

grant execute on function payments.assert_credits_balanced(uuid) to public;

grant execute on function payments.book_credit_entry() to public;

grant execute on function payments.book_entry() to public;

grant execute on function payments.check_credit_entry_balanced() to public;

grant execute on function payments.check_credit_transaction_balanced() to public;

grant execute on function payments.check_entry_balanced() to public;

grant execute on function payments.check_state_change() to public;

grant execute on function payments.check_transaction_balanced() to public;

grant execute on function payments.number_credit_transaction() to public;

grant usage on schema payments to holdfast_app;

grant select on table payments.account to holdfast_app;

grant insert on table payments.account (currency) to holdfast_app;

grant insert on table payments.account (id) to holdfast_app;

grant insert on table payments.account (may_be_negative) to holdfast_app;

grant insert on table payments.account (name) to holdfast_app;

grant insert on table payments.account (organisation_id) to holdfast_app;

grant insert on table payments.account (side) to holdfast_app;

grant insert, select, update on table payments.attempt to holdfast_app;

grant select on table payments.credit_account to holdfast_app;

grant update on table payments.credit_account (is_unlimited) to holdfast_app;

grant insert on table payments.credit_account (organisation_id) to holdfast_app;

grant insert, select on table payments.credit_entry to holdfast_app;

grant insert, select on table payments.credit_hold to holdfast_app;

grant update on table payments.credit_hold (changed_at) to holdfast_app;

grant update on table payments.credit_hold (looked_at) to holdfast_app;

grant update on table payments.credit_hold (refunded) to holdfast_app;

grant update on table payments.credit_hold (state) to holdfast_app;

grant update on table payments.credit_hold (used) to holdfast_app;

grant update on table payments.credit_hold (version) to holdfast_app;

grant select on table payments.credit_pack to holdfast_app;

grant select on table payments.credit_price to holdfast_app;

grant select on table payments.credit_price_list to holdfast_app;

grant insert, select on table payments.credit_top_up to holdfast_app;

grant select on table payments.credit_transaction to holdfast_app;

grant insert on table payments.credit_transaction (actor_id) to holdfast_app;

grant insert on table payments.credit_transaction (available_after) to holdfast_app;

grant insert on table payments.credit_transaction (cause_id) to holdfast_app;

grant insert on table payments.credit_transaction (happened_at) to holdfast_app;

grant insert on table payments.credit_transaction (hold_id) to holdfast_app;

grant insert on table payments.credit_transaction (id) to holdfast_app;

grant insert on table payments.credit_transaction (kind) to holdfast_app;

grant insert on table payments.credit_transaction (number) to holdfast_app;

grant insert on table payments.credit_transaction (organisation_id) to holdfast_app;

grant insert on table payments.credit_transaction (payment_id) to holdfast_app;

grant insert on table payments.credit_transaction (reason) to holdfast_app;

grant insert, select, update on table payments.dispute to holdfast_app;

grant insert, select on table payments.entry to holdfast_app;

grant select on table payments.ledger_transaction to holdfast_app;

grant insert on table payments.ledger_transaction (cause_id) to holdfast_app;

grant insert on table payments.ledger_transaction (happened_at) to holdfast_app;

grant insert on table payments.ledger_transaction (id) to holdfast_app;

grant insert on table payments.ledger_transaction (kind) to holdfast_app;

grant insert on table payments.ledger_transaction (organisation_id) to holdfast_app;

grant insert on table payments.ledger_transaction (payment_id) to holdfast_app;

grant insert, select, update on table payments.payment to holdfast_app;

grant insert, select, update on table payments.refund to holdfast_app;

grant insert, select, update on table payments.sandbox_payment to holdfast_app;

grant insert, select on table payments.sandbox_refund to holdfast_app;

grant select on table payments.state_change to holdfast_app;

grant insert, select on table payments.verification to holdfast_app;

grant update on table payments.verification (note) to holdfast_app;
