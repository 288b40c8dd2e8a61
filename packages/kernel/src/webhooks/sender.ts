import type { Clock } from '../clock/clock.ts'
import { newId } from '../ids/ids.ts'
import {
  attempt,
  fetchPublicAddress,
  isOutboundError,
  OutboundError,
  readRetryAfter,
  kindOfStatus,
  toJobError,
  type OutboundResponse,
  type PrivateAddressRules,
  type Transport,
} from '../outbound/outbound.ts'
import type { Database } from '../postgres/postgres.ts'
import { deleteAttemptedBefore, insertDelivery } from './delivery-store.ts'
import { signStandardWebhook } from './schemes/standard-webhooks.ts'

/** One message to one endpoint. */
export interface OutgoingWebhook {
  /** The same at each attempt, and another for each endpoint and event. */
  readonly id: string
  readonly organisationId: string
  readonly endpointId: string
  /** Given by a user: public addresses alone, no redirect is followed. */
  readonly url: string
  /** `whsec_…`; while one is being replaced, both. */
  readonly secrets: readonly string[]
  /** Sent as JSON. */
  readonly payload: object
  readonly signal?: AbortSignal | undefined
}

export interface WebhookSenderOptions {
  readonly database: Database<unknown>
  readonly clock: Clock
  /** For an attempt until its answer is there; 10 s unless told. */
  readonly timeoutMs?: number
  /** Sends to `http:` as well: for tests and development. */
  readonly allowInsecure?: boolean
  /** Networks that may be reached although they are private. */
  readonly privateAddresses?: PrivateAddressRules
  /** In place of the one that refuses private addresses. */
  readonly transport?: Transport
}

export interface WebhookSender {
  /**
   * Sends one attempt, signed at its own time, and keeps a line about it. Resolves when the
   * endpoint has answered 2xx. Otherwise throws what a job is classified by: PermanentError for a
   * refusal or an address that may not be used, RateLimitedError for 429, OutboundError for what
   * may pass.
   */
  send(webhook: OutgoingWebhook): Promise<void>
  /** Deletes the log of attempts of more than 30 days ago, and says how many lines. */
  sweep(): Promise<number>
}

const keptMs = 30 * 24 * 60 * 60 * 1000
const maxResponseBytes = 64 * 1024

/** Sends webhooks by the Standard Webhooks specification. Repeating is the job's that calls it. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { database, clock, timeoutMs = 10_000 } = options
  const transport = options.transport ?? fetchPublicAddress(options.privateAddresses)

  async function post(webhook: OutgoingWebhook): Promise<OutboundResponse> {
    const { id, payload, secrets, signal } = webhook
    const body = new Uint8Array(new TextEncoder().encode(JSON.stringify(payload)))
    const headers = new Headers({
      ...signStandardWebhook({ id, at: clock.now(), body }, secrets),
      'content-type': 'application/json',
      'user-agent': 'holdfast-webhooks',
    })
    const response = await attempt({
      provider,
      url: urlOf(webhook, options),
      method: 'POST',
      headers,
      body,
      signal,
      transport,
      clock,
      timeoutMs,
      maxResponseBytes,
    })
    const kind = kindOfStatus(response.status)
    if (!kind) return response
    const retryAfterMs = readRetryAfter(response.headers, clock.now())
    throw new OutboundError({ provider, kind, response, retryAfterMs })
  }

  return {
    async send(webhook) {
      const startedAtMs = clock.monotonicMs()
      const { organisationId, endpointId, id: webhookId } = webhook
      const log = (outcome: string, status?: number) =>
        insertDelivery(database.kysely, {
          id: newId(),
          organisationId,
          endpointId,
          webhookId,
          outcome,
          status,
          durationMs: Math.round(clock.monotonicMs() - startedAtMs),
          attemptedAt: clock.now(),
        })
      const ending = await post(webhook).catch((error: unknown) => ({ error }))
      if (!('error' in ending)) return log('delivered', ending.status)
      const { error } = ending
      if (isOutboundError(error)) await log(error.kind, error.status)
      else await log('given-up')
      throw toJobError(error)
    },
    sweep: () => deleteAttemptedBefore(database.kysely, new Date(clock.now().getTime() - keptMs)),
  }
}

const provider = 'webhook'

function urlOf({ url }: OutgoingWebhook, { allowInsecure = false }: WebhookSenderOptions): URL {
  const parsed = URL.parse(url)
  const isFine =
    parsed &&
    (parsed.protocol === 'https:' || (allowInsecure && parsed.protocol === 'http:')) &&
    parsed.username === '' &&
    parsed.password === ''
  if (!isFine) throw new OutboundError({ provider, kind: 'refused-address' })
  return parsed
}
