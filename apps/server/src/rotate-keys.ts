import { rotateCustomers, type BookingsTables } from '@holdfast/bookings'
import { rotateSecondFactors } from '@holdfast/identity'
import { resealNotes } from '@holdfast/payments'
import { resealSecrets } from '@holdfast/stores'
import type { Vault } from '@holdfast/kernel/crypto'
import { answersUnderOldKeys } from '@holdfast/kernel/idempotency'
import type { Log } from '@holdfast/kernel/log'
import type { Database } from '@holdfast/kernel/postgres'
import { resealWebhooks } from '@holdfast/kernel/webhooks'
import { systemContext } from './business.ts'

export interface RotationParts {
  readonly database: Database<unknown>
  readonly vault: Vault
  readonly log: Log
  /** Told after each batch. */
  readonly onProgress?: (seen: number) => void
}

/** What a rotation has done. */
export interface RotationReport {
  readonly customers: number
  readonly doubled: number
  readonly secondFactors: number
  readonly notes: number
  readonly webhooks: number
  readonly shops: number
  /** Until then a repeated request may need an older key. */
  readonly answersUntil: Date | undefined
}

/**
 * Brings everything that is kept under the current master key. May be stopped and run again:
 * what is done is passed over.
 */
export async function rotateEverything(parts: RotationParts): Promise<RotationReport> {
  const { database, vault } = parts
  const { customers, doubled } = await rotateAllCustomers(parts)
  return {
    customers,
    doubled,
    secondFactors: await rotateSecondFactors(database.kysely, vault),
    notes: await resealNotes(database.kysely, vault),
    webhooks: await resealWebhooks(database.kysely, vault),
    shops: await resealSecrets(database.kysely, vault),
    answersUntil: await answersUnderOldKeys(database.kysely, vault),
  }
}

async function rotateAllCustomers({ database, vault, log, onProgress }: RotationParts) {
  const ctx = systemContext<BookingsTables>(database, log)
  let after: string | undefined
  let [seen, customers, doubled] = [0, 0, 0]
  do {
    const batch = await rotateCustomers(ctx, vault, { after })
    after = batch.after
    seen += batch.seen
    customers += batch.rotated
    doubled += batch.doubled
    onProgress?.(seen)
  } while (after !== undefined)
  return { customers, doubled }
}
