import type { ColumnType } from 'kysely'
import type {
  AssetKind,
  AssetOrigin,
  AvatarSettings,
  FailureClass,
  JobKind,
  JobStage,
  JobState,
  MixSettings,
  ProjectKind,
  UploadState,
} from './contract.ts'
import type { Demuxer } from './media/media-tools.ts'

type Defaulted<T> = ColumnType<T, T | undefined, T>
/** Written as text that is JSON, read as what it says. */
type Json<T> = ColumnType<T, string | null | undefined, string | null>

/** Why a job ended badly, as it is kept. */
export interface KeptFailure {
  readonly class: FailureClass
  readonly code: string
  readonly message: string
}

/** Why an upload was not taken, as it is kept. */
export interface KeptRefusal {
  readonly code: string
  readonly message: string
}

interface LooseFileRow {
  key: string
  queue_id: Defaulted<string | null>
  claim: Defaulted<number | null>
  since: Date
  due_at: Defaulted<Date>
}

interface AssetRow {
  id: string
  organisation_id: string
  kind: AssetKind
  origin: AssetOrigin
  name: string
  content_type: string
  key: string
  bytes: number
  sha256: string
  demuxer: Defaulted<Demuxer | null>
  width: Defaulted<number | null>
  height: Defaulted<number | null>
  duration_ms: Defaulted<number | null>
  has_audio: Defaulted<boolean>
  is_high_range: Defaulted<boolean>
  preview_key: Defaulted<string | null>
  label: Defaulted<string | null>
  attribution: Defaulted<string | null>
  job_id: Defaulted<string | null>
  part: Defaulted<string | null>
  created_by: string
  created_at: Date
  deleted_at: Defaulted<Date | null>
}

interface UploadRow {
  id: string
  organisation_id: string
  created_by: string
  file_name: string
  declared_type: Defaulted<string | null>
  length: number
  received: Defaulted<number>
  state: Defaulted<UploadState>
  fence: Defaulted<number>
  is_receiving: Defaulted<boolean>
  asset_id: Defaulted<string | null>
  check_id: Defaulted<string | null>
  refusal: Json<KeptRefusal | null>
  expires_at: Defaulted<Date | null>
  correlation_id: string
  created_at: Date
  changed_at: Date
}

interface UploadPartRow {
  upload_id: string
  starts_at: number
  bytes: number
  key: string
}

interface ProjectRow {
  id: string
  organisation_id: string
  kind: ProjectKind
  name: string
  settings: ColumnType<MixSettings | AvatarSettings, string, string>
  version: Defaulted<number>
  created_by: string
  created_at: Date
  changed_at: Date
  deleted_at: Defaulted<Date | null>
}

interface PresetRow {
  id: string
  organisation_id: string
  name: string
  settings: ColumnType<AvatarSettings, string, string>
  created_by: string
  created_at: Date
}

interface JobRow {
  id: string
  organisation_id: string
  kind: JobKind
  title: string
  input: ColumnType<unknown, string, never>
  state: JobState
  stage: Defaulted<JobStage | null>
  percent: Defaulted<number>
  left_ms: Defaulted<number | null>
  run: Defaulted<number>
  attempt: Defaulted<number>
  kills: Defaulted<number>
  queue_id: string
  claim: Defaulted<number>
  project_id: Defaulted<string | null>
  variant: Defaulted<number | null>
  seed: Defaulted<number | null>
  credits: number
  failure: Json<KeptFailure | null>
  last_event: Defaulted<number>
  created_by: string
  correlation_id: string
  created_at: Date
  changed_at: Date
  started_at: Defaulted<Date | null>
  ended_at: Defaulted<Date | null>
}

interface JobEventRow {
  job_id: string
  number: number
  state: JobState
  stage: Defaulted<JobStage | null>
  percent: number
  left_ms: Defaulted<number | null>
  attempt: number
  failure: Json<KeptFailure | null>
  at: Date
}

interface CheckpointRow {
  organisation_id: string
  hash: string
  step: string
  key: string
  bytes: number
  sha256: string
  facts: Json<unknown>
  made_at: Date
  used_at: Date
}

interface ShareRow {
  id: string
  organisation_id: string
  asset_id: string
  token_hash: string
  expires_at: Date
  ended_at: Defaulted<Date | null>
  created_by: string
  created_at: Date
}

/** What the application may see of the schema `studio`. */
export interface StudioTables {
  'studio.loose_file': LooseFileRow
  'studio.asset': AssetRow
  'studio.upload': UploadRow
  'studio.upload_part': UploadPartRow
  'studio.project': ProjectRow
  'studio.preset': PresetRow
  'studio.job': JobRow
  'studio.state_change': { from_state: JobState; to_state: JobState }
  'studio.job_event': JobEventRow
  'studio.checkpoint': CheckpointRow
  'studio.share': ShareRow
  'studio.quota': { organisation_id: string; max_bytes_per_person: number }
}
