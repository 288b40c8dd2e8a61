import { Problem, requestProblems } from '../../problems/problems.ts'

/** What PostgreSQL said about a failed statement. */
export interface DatabaseError {
  /** SQLSTATE: https://www.postgresql.org/docs/18/errcodes-appendix.html */
  readonly code: string
  readonly message: string
  readonly constraint?: string | undefined
  readonly schema?: string | undefined
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly detail?: string | undefined
  /** The function of the server that refused. */
  readonly routine?: string | undefined
}

/** The SQLSTATE and names in an error, looked for along its causes; undefined when it has none. */
export function databaseError(error: unknown): DatabaseError | undefined {
  for (let current = error, depth = 0; depth < 10; depth++) {
    if (isDatabaseError(current)) return current
    if (!(current instanceof Error)) return undefined
    current = current.cause
  }
  return undefined
}

function isDatabaseError(value: unknown): value is DatabaseError {
  return (
    value instanceof Error &&
    'severity' in value &&
    'code' in value &&
    typeof value.code === 'string' &&
    value.code.length === 5
  )
}

/**
 * The connection was lost while a transaction was being committed: it may have been committed
 * or not. Only work that is safe to repeat, under a key of its own, may be tried again.
 */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome'

  constructor(cause: unknown) {
    super('The connection was lost during COMMIT: the outcome is unknown', { cause })
  }
}

/** Whether the failed transaction may nevertheless have been committed. */
export function isOutcomeUnknown(error: unknown): boolean {
  for (let current = error, depth = 0; depth < 10; depth++) {
    if (current instanceof UnknownOutcome) return true
    if (!(current instanceof Error)) return false
    current = current.cause
  }
  return false
}

const retryAfterSeconds = 2

/** Not available, for now: 503 with the reason for the log. */
export function unavailable(reason: string, cause?: unknown): Problem {
  return requestProblems.unavailable({ database: reason }, { cause, retryAfterSeconds })
}

/** The problem that a failure of the server or the connection is; other errors stay themselves. */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error
  const code = databaseError(error)?.code
  if (code === undefined) return isConnectionLost(error) ? unavailable('lost', error) : error
  if (code === '57014') return unavailable('statement timeout', error)
  return isServerGone(code) ? unavailable('server', error) : error
}

/** SQLSTATEs after which the same statement may work again, once the server is back. */
function isServerGone(code: string): boolean {
  return code.startsWith('08') || code.startsWith('53') || serverGone.has(code)
}

// Shutdown, crash, starting up, database dropped, idle session and transaction time-outs.
const serverGone = new Set(['57P01', '57P02', '57P03', '57P04', '57P05', '25P03', '25P04'])

const socketCodes = new Set(
  (
    'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT ' +
    'ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL'
  ).split(' '),
)

// pg has no codes for these.
const lostMessages =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|timeout exceeded when trying to connect|This socket has been ended)/

/** Whether the connection failed, rather than a statement. */
export function isConnectionLost(error: unknown): boolean {
  const code = databaseError(error)?.code
  if (code !== undefined) return isServerGone(code)
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && socketCodes.has(error.code)) return true
  return lostMessages.test(error.message) || isConnectionLost(error.cause)
}

// The server's functions have no translations. A column changed its type, or somebody deallocated.
const preparedOutdated = new Set(['RevalidateCachedQuery', 'FetchPreparedStatement'])

/** Whether a statement was refused because what its connection has prepared fits no more. */
export function isPreparedOutdated(error: unknown): boolean {
  const routine = databaseError(error)?.routine
  return routine !== undefined && preparedOutdated.has(routine)
}

const retryableCodes = new Set(['40001', '40P01'])

/** A deadlock or a serialization failure: PostgreSQL asks to run the transaction again. */
export function isRetryable(error: unknown): boolean {
  const code = databaseError(error)?.code
  return code !== undefined && retryableCodes.has(code) && !isOutcomeUnknown(error)
}
