import { currentContext, runInContext } from '@holdfast/kernel/context'

const longestMs = 60_000

/**
 * Does `work` to its end although the request that asked for it is over: a client that goes away
 * ends its transactions, but what has come of its file is to be kept.
 */
export function outliveRequest<T>(work: () => Promise<T>): Promise<T> {
  const context = currentContext()
  if (!context) return work()
  const { correlationId, traceparent, actorId, organisationId, route } = context
  const signal = AbortSignal.timeout(longestMs)
  const own = { correlationId, traceparent, actorId, organisationId, route, signal }
  return runInContext(own, work)
}
