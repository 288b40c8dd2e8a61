-- What a look at a file has found, and which look an upload waits for.

-- up
alter table studio.asset
  -- Brighter and more colourful than most screens (HLG, PQ). Older videos were not asked.
  add column is_high_range boolean not null default false;
-- In the queue: the look at it, once all of it has come. None where the version before took it: its
-- look alone ends it.
alter table studio.upload add column check_id uuid;

-- down
alter table studio.upload drop column check_id;
alter table studio.asset drop column is_high_range;
