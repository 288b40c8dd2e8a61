import type { Clock } from '../clock/clock.ts'
import { currentContext, runInContext } from '../context/context.ts'
import { newId } from '../ids/ids.ts'

const longestLoadMs = 30_000

/**
 * Runs `work` with a deadline of its own: the request that began it may end while others wait.
 * Its correlation id goes along, so that the logs still say whose idea it was.
 */
export async function inOwnTime<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  const deadline = new AbortController()
  const cancel = clock.schedule(longestLoadMs, () => deadline.abort())
  const { correlationId = newId(), traceparent } = currentContext() ?? {}
  const context = { correlationId, traceparent, signal: deadline.signal }
  try {
    return await runInContext(context, work)
  } finally {
    cancel()
  }
}
