import { databaseError, isConnectionLost } from '@holdfast/kernel/postgres'
import { requestProblems } from '@holdfast/kernel/problems'

/** The code of a refusal by better-auth: `INVALID_PASSWORD`; undefined for other errors. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'APIError' || !('body' in error)) return undefined
  const { body } = error
  if (typeof body !== 'object' || body === null || !('code' in body)) return 'UNKNOWN'
  return String(body.code)
}

/**
 * Runs a call of better-auth. A refusal whose code is in `outcomes` becomes that outcome; a
 * database that is away is `request.unavailable`; everything else is a defect and stays.
 */
export async function translated<T, Outcome = never>(
  call: Promise<T>,
  outcomes: Readonly<Record<string, Outcome>> = {},
): Promise<T | Outcome> {
  try {
    return await call
  } catch (error) {
    const code = refusalCode(error)
    const outcome = code === undefined ? undefined : outcomes[code]
    if (outcome !== undefined) return outcome
    throw asProblem(error)
  }
}

function asProblem(error: unknown): unknown {
  const isAway =
    isConnectionLost(error) || databaseError(error)?.code === '57014' || isReadTimeout(error)
  if (!isAway) return error
  return requestProblems.unavailable({ database: 'auth' }, { cause: error, retryAfterSeconds: 2 })
}

/** `pg` has no code for it. */
function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}
