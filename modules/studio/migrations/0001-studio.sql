-- Studio: files of people, what is made of them, and how far it is.

-- up
create schema studio;

-- A file that is being written and belongs to nothing yet, noted before its first byte. What is left
-- of it when its process dies is found here and removed.
create table studio.loose_file (
  key text primary key,
  -- Of which attempt, by the job in the queue and the number of its claim; none for uploads.
  queue_id uuid,
  claim int,
  since timestamptz not null,
  -- When it may be removed: for what was deleted at once, otherwise a day after it was noted.
  due_at timestamptz not null default now() + interval '1 day'
);
create index loose_file_since on studio.loose_file (since);
create index loose_file_due on studio.loose_file (due_at);

-- The library.
create table studio.asset (
  id uuid primary key,
  organisation_id text not null,
  kind text not null check (kind in ('image', 'video', 'audio')),
  origin text not null check (origin in ('upload', 'mix', 'contactSheet', 'avatar')),
  -- Any text of a line. Never part of a path.
  name text not null check (length(name) between 1 and 120),
  content_type text not null,
  key text not null constraint asset_key unique,
  bytes bigint not null check (bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- How it is opened: the demuxer, for ffmpeg; null for pictures.
  demuxer text,
  width int check (width > 0),
  height int check (height > 0),
  duration_ms bigint check (duration_ms > 0),
  has_audio boolean not null default false,
  preview_key text,
  label text,
  attribution text,
  job_id uuid,
  -- Which of the files of its job it is, so that no attempt can publish one twice.
  part text,
  created_by text not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  constraint asset_of_job unique (job_id, part)
);
create index asset_of_organisation on studio.asset (organisation_id, id desc)
  where deleted_at is null;
create index asset_of_person on studio.asset (organisation_id, created_by)
  where deleted_at is null;
create index asset_deleted on studio.asset (deleted_at) where deleted_at is not null;

-- Files on their way here, piece by piece.
create table studio.upload (
  id uuid primary key,
  organisation_id text not null,
  created_by text not null,
  file_name text not null,
  declared_type text,
  length bigint not null check (length > 0),
  received bigint not null default 0 check (received >= 0 and received <= length),
  state text not null default 'open' check (state in ('open', 'checking', 'done', 'refused', 'ended')),
  -- Grows with each request that takes the upload over: an older one writes nothing any more.
  fence bigint not null default 0,
  -- Whether a request with that fence said last that it is at it.
  is_receiving boolean not null default false,
  asset_id uuid references studio.asset,
  refusal jsonb,
  expires_at timestamptz,
  correlation_id text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  constraint upload_done check ((asset_id is not null) = (state = 'done')),
  constraint upload_refused check ((refusal is not null) = (state = 'refused'))
);
create index upload_of_person on studio.upload (organisation_id, created_by)
  where state in ('open', 'checking');
create index upload_expires on studio.upload (expires_at) where state = 'open';

-- What has come of an upload, in its order and without a gap.
create table studio.upload_part (
  upload_id uuid not null references studio.upload on delete cascade,
  starts_at bigint not null check (starts_at >= 0),
  bytes bigint not null check (bytes > 0),
  key text not null,
  primary key (upload_id, starts_at)
);

create table studio.project (
  id uuid primary key,
  organisation_id text not null,
  kind text not null check (kind in ('mix', 'avatar')),
  name text not null check (length(name) between 1 and 80),
  settings jsonb not null,
  version int not null default 1 check (version > 0),
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  deleted_at timestamptz
);
create index project_of_organisation on studio.project (organisation_id, changed_at desc, id desc)
  where deleted_at is null;

create table studio.preset (
  id uuid primary key,
  organisation_id text not null,
  name text not null check (length(name) between 1 and 80),
  settings jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  constraint preset_name unique (organisation_id, name)
);

-- Something that is made. The row says how far it is; the queue says who works on it.
create table studio.job (
  id uuid primary key,
  organisation_id text not null,
  kind text not null check (kind in ('mix', 'avatarUpload', 'avatarGenerate')),
  title text not null,
  -- Everything that it needs, as it was when it was asked for.
  input jsonb not null,
  state text not null,
  stage text,
  percent int not null default 0 check (percent between 0 and 100),
  left_ms bigint,
  -- How often it was asked for: each time reserves credits of its own, as `id.run`.
  run int not null default 1 check (run > 0),
  -- How many attempts this run has spent.
  attempt int not null default 0 check (attempt >= 0),
  -- How often what makes it was ended from outside in this run, as when memory is short.
  kills int not null default 0 check (kills >= 0),
  -- In the queue. Another one with each run.
  queue_id uuid not null,
  -- By which claim of that it was begun last: who writes must be that one.
  claim int not null default 0 check (claim >= 0),
  project_id uuid,
  variant int,
  seed bigint,
  credits bigint not null check (credits >= 0),
  failure jsonb,
  last_event bigint not null default 0,
  created_by text not null,
  correlation_id text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  constraint job_ended
    check ((ended_at is not null) = (state in ('succeeded', 'cancelled', 'failed', 'dead'))),
  constraint job_failure check (failure is null or state not in ('queued', 'succeeded'))
);
create index job_of_organisation on studio.job (organisation_id, id desc);
create index job_of_project on studio.job (project_id, id desc) where project_id is not null;
create index job_open on studio.job (organisation_id, created_by)
  where state not in ('succeeded', 'cancelled', 'failed', 'dead');
create index job_changed on studio.job (changed_at)
  where state not in ('succeeded', 'cancelled', 'failed', 'dead');

-- Which state may follow which. Data, so that everybody asks the same rows.
create table studio.state_change (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);
insert into studio.state_change values
  ('queued', 'running'), ('queued', 'cancelled'), ('queued', 'dead'),
  ('running', 'completing'), ('running', 'queued'), ('running', 'retry'),
  ('running', 'cancelling'), ('running', 'failed'), ('running', 'dead'),
  -- Begun again by another attempt, after its worker died or was asked to end.
  ('completing', 'running'),
  ('completing', 'succeeded'), ('completing', 'queued'), ('completing', 'retry'),
  ('completing', 'cancelling'), ('completing', 'failed'), ('completing', 'dead'),
  ('retry', 'running'), ('retry', 'cancelled'), ('retry', 'dead'),
  ('cancelling', 'cancelled'),
  -- Asked for once more.
  ('failed', 'queued'), ('dead', 'queued'), ('cancelled', 'queued');

create function studio.check_state_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
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
end $$;
create trigger job_first_state before insert on studio.job
  for each row execute function studio.check_state_change();
create trigger job_state_change before update on studio.job
  for each row when (old.state is distinct from new.state)
  execute function studio.check_state_change();

-- What who waits for it sees happen. The numbers of a job have no gap.
create table studio.job_event (
  job_id uuid not null references studio.job,
  number bigint not null check (number > 0),
  state text not null,
  stage text,
  percent int not null,
  left_ms bigint,
  attempt int not null,
  failure jsonb,
  at timestamptz not null,
  primary key (job_id, number)
);
create function studio.tell_job_event() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('studio_job', new.job_id::text);
  return null;
end $$;
create trigger job_event_told after insert on studio.job_event
  for each row execute function studio.tell_job_event();

-- What a step has made, by the hash of all that it was made of: nobody makes it twice.
create table studio.checkpoint (
  organisation_id text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  step text not null,
  key text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  facts jsonb,
  made_at timestamptz not null,
  used_at timestamptz not null,
  primary key (organisation_id, hash)
);
create index checkpoint_used on studio.checkpoint (used_at);

-- Links for people outside. The token itself is nowhere.
create table studio.share (
  id uuid primary key,
  organisation_id text not null,
  asset_id uuid not null references studio.asset,
  token_hash text not null constraint share_token unique,
  expires_at timestamptz not null,
  ended_at timestamptz,
  created_by text not null,
  created_at timestamptz not null
);
create index share_of_asset on studio.share (asset_id) where ended_at is null;

-- Other than the usual limits.
create table studio.quota (
  organisation_id text primary key,
  max_bytes_per_person bigint not null check (max_bytes_per_person >= 0)
);

revoke all on studio.loose_file, studio.asset, studio.upload, studio.upload_part, studio.project,
  studio.preset, studio.job, studio.state_change, studio.job_event, studio.checkpoint, studio.share,
  studio.quota from holdfast_app;
grant usage on schema studio to holdfast_app;
grant select, insert, delete on studio.upload_part to holdfast_app;
grant select, insert, update on studio.asset, studio.upload, studio.project, studio.job,
  studio.share, studio.quota to holdfast_app;
grant select, insert, update, delete on studio.loose_file, studio.preset, studio.checkpoint
  to holdfast_app;
grant select, insert on studio.job_event to holdfast_app;
grant select on studio.state_change to holdfast_app;

-- down
drop schema studio cascade;
