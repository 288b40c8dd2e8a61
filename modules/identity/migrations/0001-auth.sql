-- Persons, their credentials and sessions. better-auth reads and writes these tables through
-- its own connections (src/auth/better-auth.ts maps its names to these); nobody else uses the
-- schema. Name and e-mail stand in the clear: sign-in looks them up by e-mail.

-- up
create schema auth;
grant usage on schema auth to holdfast_app;

create table auth.person (
  id uuid primary key,
  name text not null,
  -- In lower case, as it is compared.
  email text not null,
  email_verified boolean not null default false,
  -- Never filled: better-auth wants the column.
  image text,
  second_factor boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint person_email unique (email),
  constraint person_email_form check (email = lower(email) and length(email) between 3 and 254)
);

-- How a person shows who they are. One kind so far: `credential`, a password hashed by scrypt.
create table auth.account (
  id uuid primary key,
  person_id uuid not null references auth.person on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  -- Of other providers; never filled.
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint account_identity unique (provider_id, account_id)
);
create index account_by_person on auth.account (person_id);

-- The cookie holds the token with a signature: the token alone, as it stands here, opens nothing.
create table auth.session (
  id uuid primary key,
  person_id uuid not null references auth.person on delete cascade,
  token text not null,
  -- The end whatever happens. A session that is not used ends earlier: src/auth/sessions.ts.
  expires_at timestamptz not null,
  last_used_at timestamptz not null default now(),
  -- The organisation that the person acts for, when they belong to several.
  active_organisation_id text,
  -- Never filled: better-auth wants the column.
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint session_token unique (token)
);
create index session_by_person on auth.session (person_id);
create index session_by_expiry on auth.session (expires_at);

-- One-time values: tokens of mailed links and half-done sign-ins. Identifiers are hashed.
create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_by_identifier on auth.verification (identifier);
create index verification_by_expiry on auth.verification (expires_at);

-- Secret and backup codes are encrypted under a key that follows from the master key.
create table auth.second_factor (
  id uuid primary key,
  person_id uuid not null references auth.person on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_count int not null default 0,
  locked_until timestamptz,
  constraint second_factor_of_person unique (person_id)
);

-- A code of the second factor works once, also while its time has not run out.
create table auth.used_code (
  person_id uuid not null references auth.person on delete cascade,
  code_index bytea not null,
  expires_at timestamptz not null,
  primary key (person_id, code_index)
);
create index used_code_by_expiry on auth.used_code (expires_at);

-- Somebody asked for a mail to an address. Looked at behind the answer, then deleted.
create table auth.mail_request (
  id uuid primary key,
  kind text not null check (kind in ('passwordReset', 'emailVerification')),
  -- Sealed under the platform's key.
  email bytea not null,
  created_at timestamptz not null
);

revoke all on all tables in schema auth from holdfast_app;
grant select, insert, update, delete on
  auth.person, auth.account, auth.session, auth.verification, auth.second_factor,
  auth.used_code, auth.mail_request
  to holdfast_app;

-- down
drop schema auth cascade;
