-- Who claimed a printed owner link has shown that they reach the machine, not that an address is
-- theirs. They may sign in, and the address stays unconfirmed until a mailed link says otherwise.

-- up
alter table auth.person
  add column vouched boolean not null default false,
  -- What better-auth reads as its `emailVerified`. Generated, so that nothing can set it.
  add column may_sign_in boolean not null generated always as (email_verified or vouched) stored;

-- down
alter table auth.person
  drop column may_sign_in,
  drop column vouched;
