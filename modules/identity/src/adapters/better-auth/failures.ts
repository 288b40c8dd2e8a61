import { databaseError, isConnectionLost } from '@holdfast/kernel/postgres'
import { requestProblems } from '@holdfast/kernel/problems'

/**
 * Runs a call of better-auth. A refusal whose code is in `outcomes` becomes that outcome; a
 * session that has ended meanwhile is `request.unauthenticated`, a database that is away
 * `request.unavailable`; everything else is a defect and stays.
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
    if (code !== undefined && sessionEnded.has(code)) {
      throw requestProblems.unauthenticated({}, { cause: error })
    }
    throw asProblem(error)
  }
}

// The second is what a code is answered with that comes without a session.
const sessionEnded = new Set(['UNAUTHORIZED', 'INVALID_TWO_FACTOR_COOKIE'])

/**
 * The code of a refusal by better-auth, `INVALID_PASSWORD`, or the name of its status where it
 * gives none, `CONFLICT`; undefined for other errors.
 */
function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'APIError') return undefined
  const body = 'body' in error ? error.body : undefined
  if (typeof body === 'object' && body !== null && 'code' in body) return String(body.code)
  return 'status' in error ? String(error.status) : undefined
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
