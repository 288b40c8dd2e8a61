import { appendEvent } from '@holdfast/kernel/events'
import type { Transaction } from '@holdfast/kernel/postgres'
import type { Updateable } from 'kysely'
import type { Phase } from '../contract/states.ts'
import { appendStoreEvent } from '../event/append-store-event.ts'
import { phaseChanged } from '../event/store-event-types.ts'
import type { StoresTables } from '../tables.ts'
import type { StoreRecord } from './store-queries.ts'

/** Who acts when nobody asked for it at that moment. */
export const orchestratorActor = 'system'

export interface PhaseChange {
  readonly phase: Phase
  readonly correlationId: string
  readonly at: Date
  /** For the timeline, where the usual sentence of the phase says too little. */
  readonly message?: string | undefined
  readonly level?: 'info' | 'warning' | 'error'
  readonly data?: Readonly<Record<string, unknown>>
  /** What changes with it. The failure of before is forgotten unless told. */
  readonly set?: Updateable<StoresTables['stores.store']>
}

/** Gives a store that this transaction has locked its next phase, and tells it to everybody. */
export async function changePhase(
  tx: Transaction<StoresTables>,
  { id, organisation_id: organisationId, phase: from }: StoreRecord,
  { phase, correlationId, at, level = 'info', data, set, ...change }: PhaseChange,
): Promise<void> {
  await tx.kysely
    .updateTable('stores.store')
    .set({ step: null, failure: null, ...set, phase, changed_at: at })
    .where('id', '=', id)
    .execute()
  const cause = { correlationId, actorId: orchestratorActor }
  const message = change.message ?? sentences[phase]
  const told = { from, to: phase, ...data }
  const event = { storeId: id, type: phaseChanged, level, message, data: told, at }
  await appendStoreEvent(tx.kysely, { ...cause, ...event })
  const moved = { storeId: id, from, to: phase }
  await appendEvent(tx.withTypes<unknown>(), {
    ...cause,
    type: phaseChanged,
    data: moved,
    subject: id,
    organisationId,
  })
}

const sentences: Readonly<Record<Phase, string>> = {
  requested: 'It was asked for.',
  queued: 'It waits for its turn.',
  provisioning: 'It is being made.',
  verifying: 'It is being checked from outside.',
  ready: 'It is ready.',
  updating: 'It is being changed.',
  suspending: 'It is being closed.',
  suspended: 'It is closed. What it knows is kept.',
  resuming: 'It is being opened again.',
  degraded: 'It has stopped answering.',
  failed: 'It failed.',
  deleting: 'It is being taken away.',
  delete_blocked: 'Something of it could not be taken away.',
  deleted: 'It is gone.',
}
