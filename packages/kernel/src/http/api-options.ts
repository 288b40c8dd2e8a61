import type { Clock } from '../clock/clock.ts'
import type { Route } from '../contract/contract.ts'
import type { Idempotency } from '../idempotency/idempotency.ts'
import type { Uuid } from '../ids/ids.ts'
import type { JobQueue } from '../jobs/jobs.ts'
import type { Log } from '../log/log.ts'
import type { Actor, Module } from '../module/module.ts'
import type { Database } from '../postgres/postgres.ts'
import type { Limits } from './limit-requests.ts'

export interface ApiOptions {
  readonly title: string
  readonly version: string
  readonly modules: readonly Module[]
  /** The name of the cookie that holds a session, for the documentation; `session` unless told. */
  readonly sessionCookie?: string
  readonly database: Database<unknown>
  readonly idempotency: Idempotency
  readonly limits: Limits
  /**
   * Says who asks. Without credentials: an anonymous guest. With wrong ones: throws
   * `request.unauthenticated`. The route's access and action are checked afterwards, here.
   */
  authenticate(request: Request, route: Route): Promise<Actor>
  readonly log: Log
  readonly ids: () => Uuid
  /** Takes the jobs that verbs enqueue; without it `tx.enqueue` throws. */
  readonly jobs?: JobQueue | undefined
  readonly clock: Clock
  /** What the `type` of a problem begins with; the API's own page, `/api/docs#`, unless told. */
  readonly problemTypes?: string
  /** `refuse` unless told: an answer that breaks its contract is a 500. Production: `sample`. */
  readonly checkAnswers?: 'refuse' | 'sample'
  /** The address of whoever asks; the edge's own view of it unless told. */
  readonly clientAddress?: (env: unknown) => string
}
