import type { DeadLetter } from '@holdfast/kernel/jobs'
import type { DeadLetterOnWire } from '../contract.ts'

export function letterOnWire(letter: DeadLetter): DeadLetterOnWire {
  const { jobId, job, reason, attempts, error, input, correlationId } = letter
  return {
    id: jobId,
    job,
    class: letter.class,
    reason,
    attempts,
    error,
    input,
    ...(correlationId === undefined ? {} : { correlationId }),
    enqueuedAt: letter.enqueuedAt.toISOString(),
    failedAt: letter.failedAt.toISOString(),
  }
}
