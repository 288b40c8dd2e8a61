import { LeaseLost } from '@holdfast/kernel/lease'
import { DriverError } from '../driver/driver-error.ts'
import type { FailureClass } from '../contract/states.ts'
import type { KeptFailure } from '../tables.ts'

/** The process ends: what was being done is left to the next one, and has not failed. */
export class Stopping extends Error {
  override readonly name = 'Stopping'
}

/** A piece of work was not done in the time that it has. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong'
}

export interface Failure extends KeptFailure {
  readonly output?: string
  readonly retryAfterMs?: number
}

/**
 * What a piece of work failed by, for the record. Undefined when nothing may be recorded: the store
 * is another's, or the process ends.
 */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof LeaseLost || error instanceof Stopping) return undefined
  if (error instanceof TookTooLong) {
    return { class: 'timeout', code: 'tookTooLong', message: 'It took longer than it may.' }
  }
  if (error instanceof DriverError) return failureOfDriver(error)
  return { class: 'transient', code: 'unexpected', message: 'Something unexpected went wrong.' }
}

function failureOfDriver({ message, failure }: DriverError): Failure {
  const { class: kind, code, output, retryAfterMs } = failure
  return {
    class: kind,
    code,
    message,
    ...(output ? { output } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

/** What of a failure is kept with the store and its operation. */
export function keptOf({ class: kind, code, message }: KeptFailure): KeptFailure {
  return { class: kind, code, message }
}

/** What stands where a failure does, for a creation that ended as its owner wanted. */
export const cancelled: KeptFailure = {
  class: 'permanent',
  code: 'cancelled',
  message: 'Its creation was cancelled.',
}

/** How often something is tried in all. What would fail the same way again is not tried again. */
export const attemptsOf: Readonly<Record<FailureClass, number>> = {
  transient: 5,
  conflict: 5,
  timeout: 3,
  permanent: 1,
  quota: 1,
}

export const baseBackoffMs = 1_000
export const maxBackoffMs = 30_000

/**
 * When to try again after so many attempts that failed; undefined when it is over. The wait doubles,
 * and half of it is chance (`random` in 0..1): what failed at once does not come back at once.
 */
export function retryAfterMs(
  { class: kind, retryAfterMs: earliestMs = 0 }: Pick<Failure, 'class' | 'retryAfterMs'>,
  attempts: number,
  random: number,
): number | undefined {
  if (attempts >= attemptsOf[kind]) return undefined
  return Math.max(earliestMs, backoffMs(attempts, random))
}

export function backoffMs(attempts: number, random: number): number {
  const full = Math.min(maxBackoffMs, baseBackoffMs * 2 ** (attempts - 1))
  return Math.round(full / 2 + (full / 2) * random)
}
