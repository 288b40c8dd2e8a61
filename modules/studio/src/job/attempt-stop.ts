/** Somebody wants the job to be made no more: the row says `cancelling`. */
export class JobCancelled extends Error {
  override readonly name = 'JobCancelled'
}

/** The job is another attempt's: this one may do nothing more about it. */
export class AttemptLost extends Error {
  override readonly name = 'AttemptLost'
}

/** Why the queue itself stops an attempt; it waits half a second for it to end. */
export function stoppedBy(signal: AbortSignal): 'deadline' | 'shutdown' | 'other' | undefined {
  if (!signal.aborted) return undefined
  const { reason } = signal
  const name: unknown = reason instanceof DOMException ? reason.message : undefined
  return name === 'deadline' || name === 'shutdown' ? name : 'other'
}
