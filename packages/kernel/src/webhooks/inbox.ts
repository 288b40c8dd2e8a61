import type { Clock } from '../clock/clock.ts'
import type { RawRequest } from '../contract/contract.ts'
import type { Vault } from '../crypto/crypto.ts'
import { newId } from '../ids/ids.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Database, Transaction } from '../postgres/postgres.ts'
import { requestProblems } from '../problems/problems.ts'
import {
  deleteReceivedBefore,
  insertOrCount,
  lockWebhook,
  markDone,
  readWebhook,
} from './inbox-store.ts'
import { openBody, sealBody } from './sealed-body.ts'
import {
  checkSource,
  judgeWebhook,
  type VerifiedWebhook,
  type WebhookSource,
} from './verify-webhook.ts'

/** Whatever can show itself as a transaction of the inbox's table: a verb's, a job's. */
interface AnyTransaction {
  withTypes<Other>(): Transaction<Other>
}

export interface StoredWebhook {
  readonly id: string
  readonly provider: string
  readonly eventId: string
  /** How often the provider has sent it so far. */
  readonly deliveries: number
}

/** What a job works on. */
export interface WebhookContent {
  readonly provider: string
  readonly eventId: string
  readonly contentType: string | undefined
  /** Empty once it is done. */
  readonly body: Uint8Array
  readonly receivedAt: Date
  readonly isDone: boolean
}

export interface InboxOptions<Tx extends AnyTransaction> {
  readonly database: Database<unknown>
  /** Seals the bodies: they name people. */
  readonly vault: Pick<Vault, 'seal' | 'open'>
  readonly clock: Clock
  readonly log?: Pick<Log, 'warn'>
  readonly metrics?: Metrics | undefined
  readonly sources: Readonly<Record<string, WebhookSource>>
  /**
   * Enqueues the work in the transaction that stores the webhook. Called again when it is sent
   * again and not done yet: enqueue under its id as key.
   */
  onStored(tx: Tx, webhook: StoredWebhook): Promise<void>
}

export interface WebhookInbox<Tx extends AnyTransaction> {
  /**
   * The webhook when it is genuine. Throws `request.notFound` for an unknown provider and
   * `request.unauthenticated`, which says nothing more, for whatever is not believed.
   */
  verify(provider: string, request: RawRequest): VerifiedWebhook
  /**
   * Keeps it in the caller's transaction, once for its provider and event id, and has its work
   * enqueued unless that is done. Answer 2xx when the transaction is committed.
   */
  store(tx: Tx, webhook: VerifiedWebhook): Promise<StoredWebhook>
  /** For the job; undefined when it was swept. */
  read(id: string): Promise<WebhookContent | undefined>
  /**
   * Runs `effect` and marks the webhook done, both in the caller's transaction. False, and
   * nothing is run, when it is done already, also by a twin that was on its way, or unknown.
   */
  settle(tx: AnyTransaction, id: string, effect: () => Promise<void>): Promise<boolean>
  /** Deletes what was received more than a year ago, and says how many. */
  sweep(): Promise<number>
}

const yearMs = 365 * 24 * 60 * 60 * 1000

/** Receives webhooks: verified, stored, answered; worked on later, with one effect. */
export function createWebhookInbox<Tx extends AnyTransaction>(
  options: InboxOptions<Tx>,
): WebhookInbox<Tx> {
  const { database, vault, clock, log } = options
  const sources = new Map(Object.entries(options.sources))
  for (const [provider, source] of sources) checkSource(provider, source)
  const counts = options.metrics?.counter({
    name: 'webhooks_received_total',
    help: 'Webhooks by provider and what became of them.',
    labels: ['provider', 'outcome'],
  })

  return {
    verify(provider, request) {
      const source = sources.get(provider)
      if (!source) throw requestProblems.notFound()
      const judged = judgeWebhook(source, request, clock.now())
      if ('eventId' in judged) return { provider, eventId: judged.eventId, request }
      counts?.inc({ provider, outcome: 'refused' })
      log?.warn({ provider, reason: judged.refusal }, 'A webhook is refused')
      throw requestProblems.unauthenticated({ provider, reason: judged.refusal })
    },
    async store(tx, { provider, eventId, request }) {
      const id = newId()
      const row = await insertOrCount(tx.withTypes<unknown>(), {
        id,
        provider,
        eventId,
        contentType: request.contentType,
        body: sealBody(vault, id, request.body),
        now: clock.now(),
      })
      const webhook = { id: row.id, provider, eventId, deliveries: row.deliveries }
      counts?.inc({ provider, outcome: row.deliveries === 1 ? 'stored' : 'duplicate' })
      if (!row.isDone) await options.onStored(tx, webhook)
      return webhook
    },
    async read(id) {
      const row = await readWebhook(database.kysely, id)
      return row && { ...row, body: row.isDone ? new Uint8Array() : openBody(vault, id, row.body) }
    },
    async settle(tx, id, effect) {
      const own = tx.withTypes<unknown>()
      if (!(await lockWebhook(own, id))) return false
      await effect()
      await markDone(own, id, clock.now())
      return true
    },
    sweep: () =>
      database.transaction((tx) => {
        return deleteReceivedBefore(tx, new Date(clock.now().getTime() - yearMs))
      }),
  }
}
