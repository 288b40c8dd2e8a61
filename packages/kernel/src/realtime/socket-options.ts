import type { Clock } from '../clock/clock.ts'
import type { Idempotency } from '../idempotency/idempotency.ts'
import type { Uuid } from '../ids/ids.ts'
import type { JobQueue } from '../jobs/jobs.ts'
import type { Log } from '../log/log.ts'
import type { Actor, BoundFollowable, BoundMessage } from '../module/module.ts'
import type { Database } from '../postgres/postgres.ts'
import type { Policy, RateLimitStore } from '../rate-limit/rate-limit.ts'
import type { LiveEventStream } from './live-event-stream.ts'
import type { ObjectStreams } from './object-streams.ts'

export interface SocketOptions {
  /** The only address that takes WebSockets; `/api/v1/socket` unless told. */
  readonly path?: string
  /** Who is told of what, who may follow from where, and how many: one count for both ways. */
  readonly live: Pick<LiveEventStream, 'admit' | 'follow' | 'acceptsOrigin'>
  /** The same that requests have: by session cookie or `Authorization`. */
  authenticate(request: Request): Promise<Actor>
  /** Objects that clients may follow one by one; none unless told. */
  readonly objects?: {
    readonly streams: Pick<ObjectStreams, 'follow'>
    /** Of all modules. */
    readonly followables: readonly BoundFollowable[]
    /** On one connection at once; 50 unless told. */
    readonly maxFollowed?: number
  }
  /** What clients may send, of all modules. */
  readonly messages: readonly BoundMessage[]
  readonly database: Database<unknown>
  readonly idempotency: Pick<Idempotency, 'run'>
  /** Each message is charged to its actor. */
  readonly limits: { readonly store: RateLimitStore; readonly policy: Policy }
  /** Takes the jobs that messages enqueue; without it `tx.enqueue` throws. */
  readonly jobs?: JobQueue | undefined
  readonly log: Log
  readonly ids: () => Uuid
  readonly clock: Clock
  /** A longer one closes its connection; 64 KiB unless told. */
  readonly maxMessageBytes?: number
}
