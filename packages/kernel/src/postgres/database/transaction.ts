import type { KyselyProps } from 'kysely'
import { sleep, type Clock } from '../../clock/clock.ts'
import { currentContext } from '../../context/context.ts'
import { backoffMs } from './backoff.ts'
import { isConnectionLost, isRetryable, unavailable, UnknownOutcome } from './database-errors.ts'
import { Level } from './level.ts'
import type { Pool } from './pool.ts'
import { assertOutsideTransaction } from './scope.ts'
import type { Session } from './session.ts'
import type { DatabaseLog, Transaction, TransactionOptions } from './types.ts'

export interface TransactionSource {
  readonly pool: Pool
  readonly kyselyProps: KyselyProps
  readonly clock: Clock
  readonly log: DatabaseLog
  readonly applicationName: string
}

type Work<T> = (tx: Transaction<unknown>) => Promise<T>

const defaultAttempts = 4

/** Runs `work` in a transaction, again when PostgreSQL asks for it. See `Database.transaction`. */
export async function runTransaction<T>(
  source: TransactionSource,
  work: Work<T>,
  options: TransactionOptions = {},
): Promise<T> {
  assertOutsideTransaction(source.pool)
  const attempts = options.attempts ?? defaultAttempts
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(source, work, options)
    } catch (error) {
      if (!isRetryable(error)) throw error
      if (attempt >= attempts) throw unavailable('still conflicting', error)
      await sleep(source.clock, backoffMs(attempt), currentContext()?.signal)
    }
  }
}

async function attemptOnce<T>(
  source: TransactionSource,
  work: Work<T>,
  options: TransactionOptions,
): Promise<T> {
  const session = await source.pool.acquire()
  const { result, level } = await runOn(session, { source, work, options }).finally(() =>
    source.pool.release(session),
  )
  for (const action of level.actions) runAction(action, source.log)
  return result
}

async function runOn<T>(
  session: Session,
  {
    source,
    work,
    options,
  }: { source: TransactionSource; work: Work<T>; options: TransactionOptions },
): Promise<{ result: T; level: Level }> {
  const { pool, kyselyProps, clock, applicationName } = source
  const isolation = options.isolation ?? 'read committed'
  const shared = { session, kyselyProps, isolation, clock, levels: new Map() }
  const level = new Level(shared, { pool, parent: undefined, active: true })
  let result: T
  try {
    await session.run(beginStatement(isolation, applicationName))
    result = await level.run(work)
  } catch (error) {
    await rollback(session)
    throw error
  }
  await commit(session)
  return { result, level }
}

/** One round trip: the correlation id is visible in `pg_stat_activity` and the server's log. */
function beginStatement(isolation: string, applicationName: string): string {
  const begin = `begin isolation level ${isolation}`
  const correlationId = currentContext()?.correlationId
  if (correlationId === undefined) return begin
  const name = `${applicationName}/${correlationId}`.replaceAll("'", '').replaceAll('\\', '')
  return `${begin}; set local application_name = '${name.slice(0, 63)}'`
}

/** Not cut with the request: whether it was committed matters to more than the caller. */
async function commit(session: Session): Promise<void> {
  const result = await commitStatement(session)
  // PostgreSQL answers ROLLBACK, without an error, when a statement had failed.
  if (result.command === 'ROLLBACK') {
    const message = 'The transaction was rolled back: a statement failed and its error was dropped'
    throw new Error(message, { cause: session.lastFailure })
  }
}

async function commitStatement(session: Session) {
  // Lost before COMMIT was sent: the server has rolled it back.
  if (session.broken) throw unavailable('lost', session.broken)
  try {
    return await session.run('commit', { obeysRequest: false })
  } catch (error) {
    const lost = session.broken !== undefined || isConnectionLost(error)
    throw lost ? unavailable('unknown outcome', new UnknownOutcome(error)) : error
  }
}

const rollbackTimeoutMs = 5_000

async function rollback(session: Session): Promise<void> {
  if (session.broken) return
  try {
    await session.run('rollback', { obeysRequest: false, timeoutMs: rollbackTimeoutMs })
  } catch (error) {
    session.destroy(new Error('A transaction could not be rolled back', { cause: error }))
  }
}

function runAction(action: () => void, log: DatabaseLog): void {
  try {
    action()
  } catch (error) {
    log.error({ err: error }, 'An action after a commit failed')
  }
}
