import type { Clock } from '../clock/clock.ts'
import { currentContext } from '../context/context.ts'
import type { Vault } from '../crypto/crypto.ts'
import {
  databaseError,
  isOutcomeUnknown,
  type Database,
  type Transaction,
} from '../postgres/postgres.ts'
import { Problem, requestProblems } from '../problems/problems.ts'
import { createFlights } from './flights.ts'
import { idempotencyProblems } from './idempotency-problems.ts'
import {
  claimKey,
  deleteExpiredKeys,
  finishKey,
  limitLockWait,
  readKey,
  unlimitLockWait,
} from './key-store.ts'
import type { AnswerAbout, KeyScope, StoredResponse } from './keyed.ts'
import { openResponse, sealResponse } from './sealed-response.ts'

export type { AnswerAbout, KeyScope, StoredResponse } from './keyed.ts'
export { canonicalJson } from './canonical-json.ts'
export { fingerprint } from './fingerprint.ts'
export { answersUnderOldKeys } from './answers-under-old-keys.ts'
export { checkKey } from './idempotency-key.ts'
export { forgetAnswers } from './key-store.ts'
export { idempotencyProblems } from './idempotency-problems.ts'

export interface Outcome {
  readonly response: StoredResponse
  /** True when the work was done by an earlier request, or by a twin that was on its way. */
  readonly replayed: boolean
}

export interface IdempotencyOptions {
  readonly database: Database<unknown>
  /** Seals what is stored; the master keys of the last day must stay known to it. */
  readonly vault: Pick<Vault, 'seal' | 'open'>
  readonly clock: Clock
  /** How long a key is remembered; a day unless told. */
  readonly lifetimeMs?: number
  /** How long to wait for a twin in another process; 5 s unless told. */
  readonly twinWaitMs?: number
}

export interface Idempotency {
  /**
   * Does `work` at most once per scope. It runs in a transaction whose first write is the key
   * and whose last write is the response, so a crash at any point undoes both or neither.
   * Again with the same fingerprint: the stored response. With another: throws
   * `idempotency.mismatch`. When `work` throws, or answers 5xx, nothing is kept and the next
   * request is judged afresh, also one that was waiting. While a twin in another process
   * holds the key: waits, then throws `idempotency.inProgress`.
   */
  run(
    scope: KeyScope,
    fingerprint: string,
    work: (tx: Transaction<unknown>) => Promise<AnswerAbout>,
  ): Promise<Outcome>
  /** Deletes expired keys and says how many. Safe to run anywhere, at any time. */
  sweep(): Promise<number>
}

const dayMs = 24 * 60 * 60 * 1000
const sweepBatch = 1000
const lockNotAvailable = '55P03'

type Work = (tx: Transaction<unknown>) => Promise<AnswerAbout>
type Keyed = Outcome & { readonly fingerprint: string }

/** Remembers answers to keyed requests in `kernel.idempotency_key`. */
export function createIdempotency(options: IdempotencyOptions): Idempotency {
  const { database, vault, clock } = options
  const lifetimeMs = options.lifetimeMs ?? dayMs
  const twinWaitMs = options.twinWaitMs ?? 5000
  const flights = createFlights<Keyed>()

  /** A lost COMMIT has happened or not; under its key the work may be asked for again. */
  async function doSurely(scope: KeyScope, fingerprint: string, work: Work): Promise<Keyed> {
    try {
      return await doOnce(scope, fingerprint, work)
    } catch (error) {
      if (isOutcomeUnknown(error)) return doOnce(scope, fingerprint, work)
      throw error
    }
  }

  async function doOnce(scope: KeyScope, fingerprint: string, work: Work): Promise<Keyed> {
    try {
      return await database.transaction(async (tx) => {
        const isOurs = await claim(tx, scope, fingerprint)
        return isOurs ? fulfil(tx, scope, { fingerprint, work }) : replay(tx, scope, fingerprint)
      })
    } catch (error) {
      if (error instanceof NotToBeKept) {
        return { fingerprint, response: error.response, replayed: false }
      }
      throw error
    }
  }

  async function claim(tx: Transaction<unknown>, scope: KeyScope, fingerprint: string) {
    await limitLockWait(tx, twinWaitMs)
    const isOurs = await claimKey(tx, { scope, fingerprint, now: clock.now() }).catch(
      (error: unknown) => {
        if (databaseError(error)?.code !== lockNotAvailable) throw error
        throw stillInProgress(error)
      },
    )
    await unlimitLockWait(tx)
    return isOurs
  }

  async function fulfil(
    tx: Transaction<unknown>,
    scope: KeyScope,
    { fingerprint, work }: { fingerprint: string; work: Work },
  ): Promise<Keyed> {
    const { subjects = [], ...response } = await work(tx)
    if (response.status >= 500) throw new NotToBeKept(response)
    const expiresAt = new Date(clock.now().getTime() + lifetimeMs)
    const sealed = sealResponse(vault, scope, response)
    await finishKey(tx, scope, { response: sealed, expiresAt, subjects })
    return { fingerprint, response, replayed: false }
  }

  async function replay(
    tx: Transaction<unknown>,
    scope: KeyScope,
    fingerprint: string,
  ): Promise<Keyed> {
    const known = await readKey(tx, scope)
    if (!known) throw stillInProgress()
    if (known.fingerprint !== fingerprint) throw idempotencyProblems.mismatch()
    const response = openResponse(vault, scope, known.response)
    return { fingerprint, response, replayed: true }
  }

  return {
    async run(scope, fingerprint, work) {
      const name = nameOf(scope)
      for (let flight = flights.find(name); flight; flight = flights.find(name)) {
        const landing = await flight
        if (landing.ok && landing.value.response.status < 500) {
          return sharing(landing.value, fingerprint)
        }
        if (!landing.ok && isInProgress(landing.error)) throw stillInProgress(landing.error)
        refuseWhenTooLate()
      }
      return flights.start(name, () => doSurely(scope, fingerprint, work))
    },
    async sweep() {
      let swept = 0
      for (let batch = sweepBatch; batch === sweepBatch; swept += batch) {
        batch = await database.transaction((tx) => deleteExpiredKeys(tx, clock.now(), sweepBatch))
      }
      return swept
    },
  }
}

/** Carries a 5xx answer out of a transaction that must not be kept. */
class NotToBeKept extends Error {
  readonly response: StoredResponse

  constructor(response: StoredResponse) {
    super('A 5xx answer is never stored.')
    this.response = response
  }
}

/** The outcome of a flight for somebody who only waited for it. */
function sharing(flight: Keyed, fingerprint: string): Outcome {
  if (flight.fingerprint !== fingerprint) throw idempotencyProblems.mismatch()
  return { response: flight.response, replayed: true }
}

function stillInProgress(cause?: unknown): Problem {
  return idempotencyProblems.inProgress({}, { cause, retryAfterSeconds: 2 })
}

function isInProgress(error: unknown): boolean {
  return error instanceof Problem && error.code === idempotencyProblems.inProgress.definition.code
}

/** A twin that waited past its own deadline has nobody left to answer. */
function refuseWhenTooLate(): void {
  if (currentContext()?.signal.aborted) throw requestProblems.deadline()
}

function nameOf(scope: KeyScope): string {
  return JSON.stringify([scope.organisationId, scope.actorId, scope.route, scope.key])
}
