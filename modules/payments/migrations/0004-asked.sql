-- Remembers when a refund was last asked after, and finds quickly what was silent the longest.

-- up
alter table payments.refund add column asked_at timestamptz;
drop index payments.attempt_to_ask;
create index attempt_to_ask on payments.attempt (organisation_id, greatest(changed_at, asked_at))
  where state in ('created', 'open', 'processing');
drop index payments.refund_to_send;
create index refund_to_send on payments.refund (organisation_id, greatest(changed_at, asked_at))
  where state in ('requested', 'processing');

-- down
drop index payments.refund_to_send;
create index refund_to_send on payments.refund (changed_at)
  where state in ('requested', 'processing');
drop index payments.attempt_to_ask;
create index attempt_to_ask on payments.attempt (changed_at)
  where state in ('created', 'open', 'processing');
alter table payments.refund drop column asked_at;
