import type { BookingRow } from '@holdfast/bookings/contract'
import { isCallError, type CallError } from '@holdfast/client'

type Row = Pick<BookingRow, 'id' | 'name' | 'reference'>

/** A booking that stays as it is, and why. */
export interface Refusal {
  readonly row: Row
  readonly reason: string
}

export interface Outcome {
  readonly cancelled: readonly Row[]
  readonly refused: readonly Refusal[]
  /** Those that it did not come to: somebody stopped, or the service could not be reached. */
  readonly untried: readonly Row[]
  readonly stoppedBy?: CallError
}

export interface Progress {
  readonly done: number
  readonly of: number
  /** How long the service takes no more for now. */
  readonly waitMs?: number
}

interface CancelEachOptions {
  readonly cancel: (row: Row) => Promise<unknown>
  readonly onProgress: (progress: Progress) => void
  /** Waits; returns early when `signal` says so. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** Stops before the next one; the one that was sent is waited for. */
  readonly signal: AbortSignal
}

/**
 * Cancels one after the other. What one of them is refused for does not keep the others from
 * being cancelled; a limit is waited for; what would fail for all of them ends it.
 */
export async function cancelEach(
  rows: readonly Row[],
  { cancel, onProgress, wait, signal }: CancelEachOptions,
): Promise<Outcome> {
  const cancelled: Row[] = []
  const refused: Refusal[] = []
  const waiting = [...rows]
  const end = (stoppedBy?: CallError): Outcome => ({
    cancelled,
    refused,
    untried: waiting,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  })
  for (let row = waiting[0]; row !== undefined && !signal.aborted; row = waiting[0]) {
    const progress = { done: rows.length - waiting.length, of: rows.length }
    onProgress(progress)
    const error = await failureOf(cancel(row))
    if (error?.kind === 'limited') {
      onProgress({ ...progress, waitMs: error.retryAfterMs })
      await wait(error.retryAfterMs, signal)
      continue
    }
    if (error !== undefined && !isAboutOne(error)) return end(error)
    waiting.shift()
    if (error === undefined) cancelled.push(row)
    else refused.push({ row, reason: error.friendly.title })
  }
  return end()
}

async function failureOf(sent: Promise<unknown>): Promise<CallError | undefined> {
  try {
    await sent
    return undefined
  } catch (error) {
    if (!isCallError(error)) throw error
    return error
  }
}

const aboutOne = new Set([403, 404, 409, 410, 422])

/** Whether the failure is that of this booking, and the next may fare better. */
function isAboutOne(error: CallError): boolean {
  return error.kind === 'problem' && aboutOne.has(error.status)
}
