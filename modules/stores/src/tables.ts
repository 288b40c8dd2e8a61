import type { ColumnType } from 'kysely'
import type {
  Desired,
  FailureClass,
  FinalizerName,
  OperationKind,
  OperationState,
  Phase,
  Plan,
  StepName,
} from './contract/states.ts'
import type { Leftover, StepOutput } from './driver/driver.ts'

type Defaulted<T> = ColumnType<T, T | undefined, T>
/** Written as text that is JSON, read as what it says. */
type Json<T> = ColumnType<T, string | null | undefined, string | null>

/** Why something ended badly, as it is kept. */
export interface KeptFailure {
  readonly class: FailureClass
  readonly code: string
  readonly message: string
}

interface StoreRow {
  id: string
  organisation_id: string
  name: string
  slug: string
  engine: string
  region: string
  desired: Desired
  plan: Plan
  version: string
  generation: Defaulted<number>
  phase: Phase
  step: Defaulted<StepName | null>
  done_generation: Defaulted<number>
  done_plan: Defaulted<Plan | null>
  done_version: Defaulted<string | null>
  failure: Json<KeptFailure | null>
  leftovers: Json<readonly Leftover[] | null>
  url: Defaulted<string | null>
  admin_url: Defaulted<string | null>
  secrets: Defaulted<Buffer | null>
  owner: Defaulted<string | null>
  lease_until: Defaulted<Date | null>
  claimed_at: Defaulted<Date | null>
  fence: Defaulted<number>
  next_at: Defaulted<Date | null>
  last_event: Defaulted<number>
  created_by: string
  created_at: Date
  changed_at: Date
  ready_at: Defaulted<Date | null>
  deleted_at: Defaulted<Date | null>
}

interface OperationRow {
  id: string
  store_id: string
  organisation_id: string
  kind: OperationKind
  state: OperationState
  generation: number
  deadline_at: Defaulted<Date | null>
  attempts: Defaulted<number>
  failure: Json<KeptFailure | null>
  actor_id: string
  correlation_id: string
  created_at: Date
  started_at: Defaulted<Date | null>
  ended_at: Defaulted<Date | null>
}

interface StepRow {
  operation_id: string
  store_id: string
  name: StepName
  state: 'running' | 'done' | 'failed'
  input_hash: string
  attempt: Defaulted<number>
  output: Json<StepOutput | null>
  failure: Json<KeptFailure | null>
  fence: number
  started_at: Date
  ended_at: Defaulted<Date | null>
}

interface EventRow {
  store_id: string
  sequence: number
  type: string
  level: 'info' | 'warning' | 'error'
  step: StepName | null
  message: string
  data: Json<Readonly<Record<string, unknown>>>
  correlation_id: string
  actor_id: string
  fence: number
  at: Date
}

interface FinalizerRow {
  store_id: string
  name: FinalizerName
  output: Json<StepOutput | null>
  removed_at: Defaulted<Date | null>
}

interface PortRow {
  port: number
  store_id: string
  taken_at: Date
}

interface QuotaRow {
  organisation_id: string
  stores: number
}

interface PhaseChangeRow {
  from_phase: Phase
  to_phase: Phase
}

/** The tables of the schema `stores`, as Kysely sees them. */
export interface StoresTables {
  'stores.store': StoreRow
  'stores.operation': OperationRow
  'stores.step': StepRow
  'stores.event': EventRow
  'stores.finalizer': FinalizerRow
  'stores.port': PortRow
  'stores.quota': QuotaRow
  'stores.phase_change': PhaseChangeRow
}
