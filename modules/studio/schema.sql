create schema studio;

create table studio.asset (
  id uuid not null,
  organisation_id text not null,
  kind text not null,
  origin text not null,
  name text not null,
  content_type text not null,
  key text not null,
  bytes bigint not null,
  sha256 text not null,
  demuxer text,
  width integer,
  height integer,
  duration_ms bigint,
  has_audio boolean default false not null,
  preview_key text,
  label text,
  attribution text,
  job_id uuid,
  part text,
  created_by text not null,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  is_high_range boolean default false not null
);

create table studio.checkpoint (
  organisation_id text not null,
  hash text not null,
  step text not null,
  key text not null,
  bytes bigint not null,
  sha256 text not null,
  facts jsonb,
  made_at timestamp with time zone not null,
  used_at timestamp with time zone not null
);

create table studio.job (
  id uuid not null,
  organisation_id text not null,
  kind text not null,
  title text not null,
  input jsonb not null,
  state text not null,
  stage text,
  percent integer default 0 not null,
  left_ms bigint,
  run integer default 1 not null,
  attempt integer default 0 not null,
  kills integer default 0 not null,
  queue_id uuid not null,
  claim integer default 0 not null,
  project_id uuid,
  variant integer,
  seed bigint,
  credits bigint not null,
  failure jsonb,
  last_event bigint default 0 not null,
  created_by text not null,
  correlation_id text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone
);

create table studio.job_event (
  job_id uuid not null,
  number bigint not null,
  state text not null,
  stage text,
  percent integer not null,
  left_ms bigint,
  attempt integer not null,
  failure jsonb,
  at timestamp with time zone not null
);

create table studio.loose_file (
  key text not null,
  queue_id uuid,
  claim integer,
  since timestamp with time zone not null,
  due_at timestamp with time zone default (now() + '1 day'::interval) not null
);

create table studio.preset (
  id uuid not null,
  organisation_id text not null,
  name text not null,
  settings jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null
);

create table studio.project (
  id uuid not null,
  organisation_id text not null,
  kind text not null,
  name text not null,
  settings jsonb not null,
  version integer default 1 not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  deleted_at timestamp with time zone
);

create table studio.quota (
  organisation_id text not null,
  max_bytes_per_person bigint not null
);

create table studio.share (
  id uuid not null,
  organisation_id text not null,
  asset_id uuid not null,
  token_hash text not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null
);

create table studio.state_change (
  from_state text not null,
  to_state text not null
);

create table studio.upload (
  id uuid not null,
  organisation_id text not null,
  created_by text not null,
  file_name text not null,
  declared_type text,
  length bigint not null,
  received bigint default 0 not null,
  state text default 'open'::text not null,
  fence bigint default 0 not null,
  is_receiving boolean default false not null,
  asset_id uuid,
  refusal jsonb,
  expires_at timestamp with time zone,
  correlation_id text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  check_id uuid
);

create table studio.upload_part (
  upload_id uuid not null,
  starts_at bigint not null,
  bytes bigint not null,
  key text not null
);

alter table studio.asset add constraint asset_bytes_check CHECK ((bytes > 0));

alter table studio.asset add constraint asset_duration_ms_check CHECK ((duration_ms > 0));

alter table studio.asset add constraint asset_height_check CHECK ((height > 0));

alter table studio.asset add constraint asset_key UNIQUE (key);

alter table studio.asset add constraint asset_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'video'::text, 'audio'::text])));

alter table studio.asset add constraint asset_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)));

alter table studio.asset add constraint asset_of_job UNIQUE (job_id, part);

alter table studio.asset add constraint asset_origin_check CHECK ((origin = ANY (ARRAY['upload'::text, 'mix'::text, 'contactSheet'::text, 'avatar'::text])));

alter table studio.asset add constraint asset_pkey PRIMARY KEY (id);

alter table studio.asset add constraint asset_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));

alter table studio.asset add constraint asset_width_check CHECK ((width > 0));

alter table studio.checkpoint add constraint checkpoint_bytes_check CHECK ((bytes > 0));

alter table studio.checkpoint add constraint checkpoint_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text));

alter table studio.checkpoint add constraint checkpoint_pkey PRIMARY KEY (organisation_id, hash);

alter table studio.job add constraint job_attempt_check CHECK ((attempt >= 0));

alter table studio.job add constraint job_claim_check CHECK ((claim >= 0));

alter table studio.job add constraint job_credits_check CHECK ((credits >= 0));

alter table studio.job add constraint job_ended CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['succeeded'::text, 'cancelled'::text, 'failed'::text, 'dead'::text]))));

alter table studio.job add constraint job_failure CHECK (((failure IS NULL) OR (state <> ALL (ARRAY['queued'::text, 'succeeded'::text]))));

alter table studio.job add constraint job_kills_check CHECK ((kills >= 0));

alter table studio.job add constraint job_kind_check CHECK ((kind = ANY (ARRAY['mix'::text, 'avatarUpload'::text, 'avatarGenerate'::text])));

alter table studio.job add constraint job_percent_check CHECK (((percent >= 0) AND (percent <= 100)));

alter table studio.job add constraint job_pkey PRIMARY KEY (id);

alter table studio.job add constraint job_run_check CHECK ((run > 0));

alter table studio.job_event add constraint job_event_job_id_fkey FOREIGN KEY (job_id) REFERENCES studio.job(id);

alter table studio.job_event add constraint job_event_number_check CHECK ((number > 0));

alter table studio.job_event add constraint job_event_pkey PRIMARY KEY (job_id, number);

alter table studio.loose_file add constraint loose_file_pkey PRIMARY KEY (key);

alter table studio.preset add constraint preset_name UNIQUE (organisation_id, name);

alter table studio.preset add constraint preset_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)));

alter table studio.preset add constraint preset_pkey PRIMARY KEY (id);

alter table studio.project add constraint project_kind_check CHECK ((kind = ANY (ARRAY['mix'::text, 'avatar'::text])));

alter table studio.project add constraint project_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)));

alter table studio.project add constraint project_pkey PRIMARY KEY (id);

alter table studio.project add constraint project_version_check CHECK ((version > 0));

alter table studio.quota add constraint quota_max_bytes_per_person_check CHECK ((max_bytes_per_person >= 0));

alter table studio.quota add constraint quota_pkey PRIMARY KEY (organisation_id);

alter table studio.share add constraint share_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES studio.asset(id);

alter table studio.share add constraint share_pkey PRIMARY KEY (id);

alter table studio.share add constraint share_token UNIQUE (token_hash);

alter table studio.state_change add constraint state_change_pkey PRIMARY KEY (from_state, to_state);

alter table studio.upload add constraint upload_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES studio.asset(id);

alter table studio.upload add constraint upload_check CHECK (((received >= 0) AND (received <= length)));

alter table studio.upload add constraint upload_done CHECK (((asset_id IS NOT NULL) = (state = 'done'::text)));

alter table studio.upload add constraint upload_length_check CHECK ((length > 0));

alter table studio.upload add constraint upload_pkey PRIMARY KEY (id);

alter table studio.upload add constraint upload_refused CHECK (((refusal IS NOT NULL) = (state = 'refused'::text)));

alter table studio.upload add constraint upload_state_check CHECK ((state = ANY (ARRAY['open'::text, 'checking'::text, 'done'::text, 'refused'::text, 'ended'::text])));

alter table studio.upload_part add constraint upload_part_bytes_check CHECK ((bytes > 0));

alter table studio.upload_part add constraint upload_part_pkey PRIMARY KEY (upload_id, starts_at);

alter table studio.upload_part add constraint upload_part_starts_at_check CHECK ((starts_at >= 0));

alter table studio.upload_part add constraint upload_part_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES studio.upload(id) ON DELETE CASCADE;

CREATE INDEX asset_deleted ON studio.asset USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);

CREATE INDEX asset_of_organisation ON studio.asset USING btree (organisation_id, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX asset_of_person ON studio.asset USING btree (organisation_id, created_by) WHERE (deleted_at IS NULL);

CREATE INDEX checkpoint_used ON studio.checkpoint USING btree (used_at);

CREATE INDEX job_changed ON studio.job USING btree (changed_at) WHERE (state <> ALL (ARRAY['succeeded'::text, 'cancelled'::text, 'failed'::text, 'dead'::text]));

CREATE INDEX job_of_organisation ON studio.job USING btree (organisation_id, id DESC);

CREATE INDEX job_of_project ON studio.job USING btree (project_id, id DESC) WHERE (project_id IS NOT NULL);

CREATE INDEX job_open ON studio.job USING btree (organisation_id, created_by) WHERE (state <> ALL (ARRAY['succeeded'::text, 'cancelled'::text, 'failed'::text, 'dead'::text]));

CREATE INDEX loose_file_due ON studio.loose_file USING btree (due_at);

CREATE INDEX loose_file_since ON studio.loose_file USING btree (since);

CREATE INDEX project_of_organisation ON studio.project USING btree (organisation_id, changed_at DESC, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX share_of_asset ON studio.share USING btree (asset_id) WHERE (ended_at IS NULL);

CREATE INDEX upload_expires ON studio.upload USING btree (expires_at) WHERE (state = 'open'::text);

CREATE INDEX upload_of_person ON studio.upload USING btree (organisation_id, created_by) WHERE (state = ANY (ARRAY['open'::text, 'checking'::text]));

CREATE OR REPLACE FUNCTION studio.check_state_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'queued' then
      raise exception 'a job begins as queued, not as %', new.state
        using errcode = 'check_violation', constraint = 'job_first_state';
    end if;
    return new;
  end if;
  perform from studio.state_change where from_state = old.state and to_state = new.state;
  if not found then
    raise exception 'a job that is % can not become %', old.state, new.state
      using errcode = 'check_violation', constraint = 'job_state_change';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION studio.tell_job_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_notify('studio_job', new.job_id::text);
  return null;
end $function$;

CREATE TRIGGER job_first_state BEFORE INSERT ON studio.job FOR EACH ROW EXECUTE FUNCTION studio.check_state_change();

CREATE TRIGGER job_state_change BEFORE UPDATE ON studio.job FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION studio.check_state_change();

CREATE TRIGGER job_event_told AFTER INSERT ON studio.job_event FOR EACH ROW EXECUTE FUNCTION studio.tell_job_event();

grant execute on function studio.check_state_change() to public;

grant execute on function studio.tell_job_event() to public;

grant usage on schema studio to holdfast_app;

grant insert, select, update on table studio.asset to holdfast_app;

grant delete, insert, select, update on table studio.checkpoint to holdfast_app;

grant insert, select, update on table studio.job to holdfast_app;

grant insert, select on table studio.job_event to holdfast_app;

grant delete, insert, select, update on table studio.loose_file to holdfast_app;

grant delete, insert, select, update on table studio.preset to holdfast_app;

grant insert, select, update on table studio.project to holdfast_app;

grant insert, select, update on table studio.quota to holdfast_app;

grant insert, select, update on table studio.share to holdfast_app;

grant select on table studio.state_change to holdfast_app;

grant insert, select, update on table studio.upload to holdfast_app;

grant delete, insert, select on table studio.upload_part to holdfast_app;
