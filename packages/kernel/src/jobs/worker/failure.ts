import { z } from 'zod'
import { redactText } from '../../log/log.ts'
import { databaseError } from '../../postgres/postgres.ts'
import { Problem } from '../../problems/problems.ts'
import type { FailureClass } from './classify.ts'

/** Why a job is where it is. Written into the dead letter; never with personal data. */
export interface Failure {
  readonly class: FailureClass
  /** `refused`: trying again would not help. `exhausted`: it was tried as often as it may. */
  readonly reason: 'refused' | 'exhausted' | 'invalid input' | 'not ours' | 'retried'
  readonly attempts: number
  readonly error: { readonly type: string; readonly message: string; readonly code?: string }
  /** ISO 8601. */
  readonly at: string
}

const maxMessage = 500

/**
 * What is kept of an error: its type, its code, and its own sentence without addresses, numbers
 * and secrets. Never the details of a database error or of a schema's, which show values.
 */
export function describeError(error: unknown): Failure['error'] {
  if (error instanceof Problem) return { type: 'Problem', message: error.say, code: error.code }
  if (error instanceof z.ZodError) return { type: 'ZodError', message: pathsOf(error) }
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' }
  const code = codeOf(error)
  const message = redactText(error.message, maxMessage)
  return { type: redactText(error.name, 100), message, ...(code === undefined ? {} : { code }) }
}

function codeOf(error: Error): string | undefined {
  const found = databaseError(error)
  if (found) return `SQLSTATE ${found.code}`
  return 'code' in error && typeof error.code === 'string' ? redactText(error.code, 100) : undefined
}

function pathsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, code }) => `${path.map(String).join('.')}: ${code}`).join(', ')
}
