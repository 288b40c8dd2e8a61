import type {
  AttemptState,
  DisputeState,
  HoldState,
  PaymentState,
  RefundState,
} from './contract.ts'
import { problems } from './problems.ts'

type After<State extends string> = Readonly<Record<State, readonly State[]>>

/**
 * Which state may follow which. The table `payments.state_change` holds the same pairs and
 * triggers refuse all others; a test compares the two. Money that comes late is taken all the
 * same, so `settled` follows a closed payment and a failed or expired attempt.
 */
export const statesAfter = {
  payment: {
    open: ['processing', 'awaiting_offline', 'settled', 'closed'],
    processing: ['open', 'awaiting_offline', 'settled', 'closed'],
    awaiting_offline: ['open', 'processing', 'settled', 'closed'],
    settled: [],
    closed: ['settled'],
  } satisfies After<PaymentState>,
  attempt: {
    created: ['open', 'processing', 'awaiting_offline', 'settled', 'failed', 'expired'],
    open: ['processing', 'settled', 'failed', 'expired'],
    processing: ['open', 'settled', 'failed', 'expired'],
    awaiting_offline: ['settled', 'failed', 'expired'],
    settled: [],
    failed: ['settled'],
    expired: ['settled'],
  } satisfies After<AttemptState>,
  refund: {
    requested: ['processing', 'awaiting_offline', 'settled', 'failed'],
    processing: ['settled', 'failed'],
    awaiting_offline: ['settled', 'failed'],
    settled: ['failed'],
    failed: [],
  } satisfies After<RefundState>,
  dispute: {
    open: ['won', 'lost'],
    won: ['lost'],
    lost: ['won'],
  } satisfies After<DisputeState>,
  credit_hold: {
    held: ['settled', 'released'],
    settled: [],
    released: [],
  } satisfies After<HoldState>,
} as const

export type Entity = keyof typeof statesAfter

export function canMove(entity: Entity, from: string, to: string): boolean {
  const after: Readonly<Record<string, readonly string[]>> = statesAfter[entity]
  return after[from]?.includes(to) ?? false
}

/** The parts that a change of state touches. */
export interface Changing {
  readonly state: string
  readonly version: number
  readonly changedAt: Date
}

/** `row` in its next state and version. Throws `payments.wrongState` for a pair not allowed. */
export function move<Row extends Changing>(
  entity: Entity,
  row: Row,
  { to, at }: { readonly to: Row['state']; readonly at: Date },
): Row {
  if (!canMove(entity, row.state, to)) throw problems.wrongState({ entity, from: row.state, to })
  return { ...row, state: to, version: row.version + 1, changedAt: at }
}
