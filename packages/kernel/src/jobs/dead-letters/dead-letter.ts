/** A job that could not be done, with what is needed to decide about it. */
export interface DeadLetter {
  /** The job's own id: it keeps it when it is replayed. */
  readonly jobId: string
  readonly job: string
  readonly organisationId: string | undefined
  readonly correlationId: string | undefined
  /** `transient`, `timeout`, `permanent`, `unknown`, or `lost`: its workers died or froze. */
  readonly class: string
  /** `refused`, `exhausted`, `invalid input`, `not ours`. */
  readonly reason: string
  readonly attempts: number
  /** The last error, redacted. */
  readonly error: { readonly type: string; readonly message: string; readonly code?: string }
  /** What it was enqueued with: ids and ciphertext. */
  readonly input: unknown
  readonly enqueuedAt: Date
  readonly failedAt: Date
}

/** As `columns` reads it. */
export interface DeadLetterRow {
  readonly source_id: string
  readonly source_name: string
  readonly source_created_on: Date
  readonly source_retry_count: number
  readonly source_output: StoredFailure | null
  readonly created_on: Date
  readonly data: {
    readonly input?: unknown
    readonly cause?: { readonly organisationId?: string; readonly correlationId?: string }
  } | null
}

interface StoredFailure {
  readonly class?: string
  readonly reason?: string
  readonly attempts?: number
  readonly error?: DeadLetter['error']
  /** What the supervision writes of its own accord. */
  readonly value?: { readonly message?: string }
}

export function toDeadLetter(row: DeadLetterRow): DeadLetter {
  const { data, source_output: failure } = row
  return {
    jobId: row.source_id,
    job: row.source_name,
    organisationId: data?.cause?.organisationId,
    correlationId: data?.cause?.correlationId,
    ...(failure?.error ? told(failure, failure.error, row) : supervised(failure, row)),
    input: data?.input,
    enqueuedAt: row.source_created_on,
    failedAt: row.created_on,
  }
}

type Told = Pick<DeadLetter, 'class' | 'reason' | 'attempts' | 'error'>

function told(failure: StoredFailure, error: DeadLetter['error'], row: DeadLetterRow): Told {
  return {
    class: failure.class ?? 'unknown',
    reason: failure.reason ?? 'exhausted',
    attempts: failure.attempts ?? row.source_retry_count + 1,
    error,
  }
}

/** No worker lived to say anything: each attempt ended without a sign of life. */
function supervised(failure: StoredFailure | null, row: DeadLetterRow): Told {
  const message = failure?.value?.message ?? 'job lost'
  return {
    class: message.includes('timed out') ? 'timeout' : 'lost',
    reason: 'exhausted',
    attempts: row.source_retry_count + 1,
    error: { type: 'LostWorker', message },
  }
}
