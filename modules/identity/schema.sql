create schema auth;

create table auth.account (
  id uuid not null,
  person_id uuid not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);

create table auth.mail_request (
  id uuid not null,
  kind text not null,
  email bytea not null,
  created_at timestamp with time zone not null
);

create table auth.person (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  second_factor boolean default false not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  vouched boolean default false not null,
  may_sign_in boolean generated always as ((email_verified OR vouched)) stored not null
);

create table auth.second_factor (
  id uuid not null,
  person_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean default false not null,
  failed_count integer default 0 not null,
  locked_until timestamp with time zone
);

create table auth.session (
  id uuid not null,
  person_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone default now() not null,
  active_organisation_id text,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);

create table auth.used_code (
  person_id uuid not null,
  code_index bytea not null,
  expires_at timestamp with time zone not null
);

create table auth.verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);

alter table auth.account add constraint account_identity UNIQUE (provider_id, account_id);

alter table auth.account add constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE;

alter table auth.account add constraint account_pkey PRIMARY KEY (id);

alter table auth.mail_request add constraint mail_request_kind_check CHECK ((kind = ANY (ARRAY['passwordReset'::text, 'emailVerification'::text])));

alter table auth.mail_request add constraint mail_request_pkey PRIMARY KEY (id);

alter table auth.person add constraint person_email UNIQUE (email);

alter table auth.person add constraint person_email_form CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254))));

alter table auth.person add constraint person_pkey PRIMARY KEY (id);

alter table auth.second_factor add constraint second_factor_of_person UNIQUE (person_id);

alter table auth.second_factor add constraint second_factor_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE;

alter table auth.second_factor add constraint second_factor_pkey PRIMARY KEY (id);

alter table auth.session add constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE;

alter table auth.session add constraint session_pkey PRIMARY KEY (id);

alter table auth.session add constraint session_token UNIQUE (token);

alter table auth.used_code add constraint used_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE;

alter table auth.used_code add constraint used_code_pkey PRIMARY KEY (person_id, code_index);

alter table auth.verification add constraint verification_pkey PRIMARY KEY (id);

CREATE INDEX account_by_person ON auth.account USING btree (person_id);

CREATE INDEX session_by_expiry ON auth.session USING btree (expires_at);

CREATE INDEX session_by_person ON auth.session USING btree (person_id);

CREATE INDEX used_code_by_expiry ON auth.used_code USING btree (expires_at);

CREATE INDEX verification_by_expiry ON auth.verification USING btree (expires_at);

CREATE INDEX verification_by_identifier ON auth.verification USING btree (identifier);

grant usage on schema auth to holdfast_app;

grant delete, insert, select, update on table auth.account to holdfast_app;

grant delete, insert, select, update on table auth.mail_request to holdfast_app;

grant delete, insert, select, update on table auth.person to holdfast_app;

grant delete, insert, select, update on table auth.second_factor to holdfast_app;

grant delete, insert, select, update on table auth.session to holdfast_app;

grant delete, insert, select, update on table auth.used_code to holdfast_app;

grant delete, insert, select, update on table auth.verification to holdfast_app;

create schema identity;

create table identity.api_key (
  id uuid not null,
  organisation_id text not null,
  name text not null,
  token_hash bytea not null,
  hint text not null,
  actions text[] not null,
  scope uuid[],
  created_by uuid not null,
  created_by_member uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  rotated_at timestamp with time zone,
  previous_hash bytea,
  previous_until timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);

create table identity.invitation (
  id uuid not null,
  organisation_id text not null,
  email_index bytea not null,
  email bytea not null,
  role text not null,
  scope uuid[],
  token_hash bytea not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null,
  sends integer default 1 not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  withdrawn_at timestamp with time zone
);

create table identity.member (
  id uuid not null,
  organisation_id text not null,
  person_id uuid not null,
  role text not null,
  scope uuid[],
  joined_at timestamp with time zone not null,
  last_seen_at timestamp with time zone,
  version integer default 1 not null
);

create table identity.organisation (
  id text not null,
  name text not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null
);

create table identity.owner_link (
  id uuid not null,
  organisation_id text not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_by uuid
);

alter table identity.api_key add constraint api_key_actions_check CHECK ((cardinality(actions) > 0));

alter table identity.api_key add constraint api_key_check CHECK (((previous_hash IS NULL) = (previous_until IS NULL)));

alter table identity.api_key add constraint api_key_name_check CHECK ((name <> ''::text));

alter table identity.api_key add constraint api_key_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisation(id);

alter table identity.api_key add constraint api_key_pkey PRIMARY KEY (id);

alter table identity.api_key add constraint api_key_previous_hash_key UNIQUE (previous_hash);

alter table identity.api_key add constraint api_key_scope_check CHECK ((cardinality(scope) > 0));

alter table identity.api_key add constraint api_key_token_hash_key UNIQUE (token_hash);

alter table identity.invitation add constraint invitation_check CHECK (((accepted_at IS NULL) = (accepted_by IS NULL)));

alter table identity.invitation add constraint invitation_end CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL)));

alter table identity.invitation add constraint invitation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisation(id);

alter table identity.invitation add constraint invitation_pkey PRIMARY KEY (id);

alter table identity.invitation add constraint invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'station_manager'::text, 'agent'::text, 'chef'::text, 'viewer'::text])));

alter table identity.invitation add constraint invitation_scope CHECK (((scope IS NULL) OR (role = ANY (ARRAY['station_manager'::text, 'agent'::text, 'chef'::text, 'viewer'::text]))));

alter table identity.invitation add constraint invitation_scope_check CHECK ((cardinality(scope) > 0));

alter table identity.invitation add constraint invitation_sends_check CHECK ((sends >= 1));

alter table identity.invitation add constraint invitation_token_hash_key UNIQUE (token_hash);

alter table identity.member add constraint member_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisation(id);

alter table identity.member add constraint member_person UNIQUE (organisation_id, person_id);

alter table identity.member add constraint member_pkey PRIMARY KEY (id);

alter table identity.member add constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'station_manager'::text, 'agent'::text, 'chef'::text, 'viewer'::text])));

alter table identity.member add constraint member_scope CHECK (((scope IS NULL) OR (role = ANY (ARRAY['station_manager'::text, 'agent'::text, 'chef'::text, 'viewer'::text]))));

alter table identity.member add constraint member_scope_check CHECK ((cardinality(scope) > 0));

alter table identity.organisation add constraint organisation_name_check CHECK ((name <> ''::text));

alter table identity.organisation add constraint organisation_pkey PRIMARY KEY (id);

alter table identity.owner_link add constraint owner_link_check CHECK (((used_at IS NULL) = (used_by IS NULL)));

alter table identity.owner_link add constraint owner_link_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisation(id);

alter table identity.owner_link add constraint owner_link_pkey PRIMARY KEY (id);

alter table identity.owner_link add constraint owner_link_token_hash_key UNIQUE (token_hash);

CREATE INDEX api_key_by_organisation ON identity.api_key USING btree (organisation_id, created_at);

CREATE INDEX invitation_by_end ON identity.invitation USING btree (expires_at);

CREATE UNIQUE INDEX invitation_open ON identity.invitation USING btree (organisation_id, email_index) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));

CREATE INDEX member_by_person ON identity.member USING btree (person_id);

CREATE UNIQUE INDEX owner_link_open ON identity.owner_link USING btree (organisation_id) WHERE (used_at IS NULL);

CREATE OR REPLACE FUNCTION identity.check_owner_remains()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform from identity.organisation where id = old.organisation_id for no key update;
  if not exists (
    select from identity.member where organisation_id = old.organisation_id and role = 'owner'
  ) then
    raise exception 'organisation % would have no owner', old.organisation_id
      using errcode = 'check_violation', constraint = 'member_last_owner';
  end if;
  return null;
end $function$;

CREATE CONSTRAINT TRIGGER member_lowered_owner AFTER UPDATE ON identity.member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.role = 'owner'::text) AND (new.role <> 'owner'::text))) EXECUTE FUNCTION identity.check_owner_remains();

CREATE CONSTRAINT TRIGGER member_removed_owner AFTER DELETE ON identity.member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.role = 'owner'::text)) EXECUTE FUNCTION identity.check_owner_remains();

grant execute on function identity.check_owner_remains() to public;

grant usage on schema identity to holdfast_app;

grant insert, select, update on table identity.api_key to holdfast_app;

grant insert, select, update on table identity.invitation to holdfast_app;

grant delete, insert, select, update on table identity.member to holdfast_app;

grant insert, select, update on table identity.organisation to holdfast_app;

grant delete, insert, select, update on table identity.owner_link to holdfast_app;
