import { sleep } from '@holdfast/kernel/clock'
import { assertHeld } from '../claim/held-store.ts'
import type { DriverCall } from '../driver/driver.ts'
import { failureOf, TookTooLong, type Failure } from './failure-policy.ts'
import type { Holding, ReconcileParts } from './parts.ts'

/** Something outside did not work; what it means is decided where it is known what it was for. */
export class WorkFailed extends Error {
  override readonly name = 'WorkFailed'
  readonly failure: Failure

  constructor(failure: Failure, cause: unknown) {
    super(failure.message, { cause })
    this.failure = failure
  }
}

export interface Called<T> {
  readonly timeoutMs: number
  readonly report: (line: string) => void
  readonly work: (call: DriverCall) => Promise<T>
}

/**
 * One call of a driver, which is told to stop when its time is over and when the store is another's.
 * Throws `WorkFailed`, or the reason for which the store is out of our hands.
 */
export async function callDriver<T>(
  parts: ReconcileParts,
  { held, signal: outOfHands }: Holding,
  { timeoutMs, report, work }: Called<T>,
): Promise<T> {
  const { clock, database, log } = parts
  outOfHands.throwIfAborted()
  const late = new AbortController()
  const cancel = clock.schedule(timeoutMs, () => late.abort(new TookTooLong()))
  const signal = AbortSignal.any([outOfHands, late.signal])
  async function guard(): Promise<void> {
    signal.throwIfAborted()
    await assertHeld(database.kysely, held)
  }
  try {
    return await endedOrAbandoned(parts, signal, work({ signal, guard, report }))
  } catch (thrown) {
    if (outOfHands.aborted) throw outOfHands.reason
    const error = late.signal.aborted ? late.signal.reason : thrown
    const failure = failureOf(error)
    if (!failure) throw error
    if (failure.code === 'unexpected') log.error({ err: thrown }, 'A driver failed unexpectedly')
    throw new WorkFailed(failure, thrown)
  } finally {
    cancel()
  }
}

/** A driver that does not stop when it is told to is left alone: its guard refuses what it does. */
async function endedOrAbandoned<T>(
  { clock, log, times }: ReconcileParts,
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T> {
  const abandoned = Promise.withResolvers<never>()
  const ended = new AbortController()
  const abandon = async () => {
    await sleep(clock, times.graceMs, ended.signal)
    if (ended.signal.aborted) return
    log.warn({}, 'A driver did not stop when it was told to')
    abandoned.reject(signal.reason)
  }
  const onAbort = () => void abandon()
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, abandoned.promise])
  } finally {
    ended.abort()
    signal.removeEventListener('abort', onAbort)
  }
}
