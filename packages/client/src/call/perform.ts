import type { AnswerCache, Keeping } from '../cache/answer-cache.ts'
import type { InvalidResponse } from '../errors/api-error.ts'
import { isCallError } from '../errors/settle.ts'
import { defaultCategory } from '../limits/default-limits.ts'
import { canonicalJson, fingerprint } from '../pending/fingerprint.ts'
import type { PendingWrites } from '../pending/pending-writes.ts'
import { callSafely } from '../platform/events.ts'
import { newKey } from '../platform/random-text.ts'
import { sendUntilAnswered, type AttemptParts, type ReadyCall } from './attempts.ts'
import type { Flights } from './flights.ts'
import type { Call } from './operation.ts'
import type { Performer } from './operations-of.ts'
import { readBody, type Answer } from './read-answer.ts'
import { addressOf, fillTag, requestOf, type Credentials } from './request.ts'
import { isDecided, isRepeatable } from './retry-policy.ts'

export interface PerformParts extends AttemptParts {
  readonly cache: AnswerCache
  readonly pending: PendingWrites
  readonly flights: Flights
  readonly baseUrl: string
  readonly credentials: Credentials
  /** Whose session it is; undefined for nobody's. */
  readonly identity: () => string | undefined
  readonly onInvalidResponse: (error: InvalidResponse) => void
}

/** Performs calls: reads by way of the cache, writes under their key. */
export function createPerformer(parts: PerformParts): Performer {
  return {
    perform: (call) => (call.route.method === 'GET' ? read(parts, call) : write(parts, call)),
    isPending: (call, withinMs) => parts.pending.isPending(nameOf(parts, call), withinMs),
  }
}

async function read(parts: PerformParts, call: Call): Promise<unknown> {
  const keeping = keepingOf(parts, call)
  if (!keeping) return (await fetchAnswer(parts, call)).value
  const found = call.options.cache === 'reload' ? undefined : await parts.cache.find(keeping)
  const kept = found && readBody(call.route, found.answer.status, found.answer.text)
  if (!found || !kept || kept.issues) return (await fetchAnswer(parts, call, keeping)).value
  if (found.isStale) void refresh(parts, call, { keeping, shown: found.answer.text })
  return kept.value
}

/** Fetches a newer answer behind a stale one. Whatever goes wrong, the stale one was given. */
async function refresh(
  parts: PerformParts,
  { options, ...call }: Call,
  { keeping, shown }: { readonly keeping: Keeping; readonly shown: string },
): Promise<void> {
  if (!parts.limiter.check(categoryOf(call)).allowed) return
  const { signal: _, ...lasting } = options
  try {
    const { value, text } = await fetchAnswer(parts, { ...call, options: lasting }, keeping)
    if (text !== shown) callSafely(() => options.onUpdate?.(value))
  } catch (error) {
    if (!isCallError(error)) throw error
  }
}

/** Asks the service, together with everybody who asks the same now. */
function fetchAnswer(parts: PerformParts, call: Call, keeping?: Keeping): Promise<Answer> {
  const { cache, flights } = parts
  const { input, endpoint, options } = call
  const tags = keeping?.tags ?? []
  // Who wants it anew does not want what is under way, which may have been read before.
  const isAnew = options.cache === 'reload'
  if (isAnew) cache.outdate(tags)
  const version = cache.versionOf(tags)
  const whose = [parts.identity(), options.accessToken, version, isAnew && newKey()]
  const ready = readyCall(parts, call)
  return flights.join(canonicalJson([endpoint, input, whose]), {
    ...passenger(parts, ready),
    async start(signal) {
      const answer = await sendAndReport(parts, { ...ready, signal })
      // In memory at once; nobody waits for the disk.
      if (keeping) void cache.keep(keeping, { ...answer, version })
      return answer
    },
  })
}

async function write(parts: PerformParts, call: Call): Promise<unknown> {
  const { idempotencyKey } = call.options
  if (!call.route.idempotent) return sendWrite(parts, readyCall(parts, call))
  const name = nameOf(parts, call)
  // A key of the caller's own is the caller's to keep.
  const pending = idempotencyKey === undefined ? parts.pending : undefined
  const key = idempotencyKey ?? parts.pending.keyOf(name)
  const ready = { ...readyCall(parts, call, key), onSend: () => pending?.sending(name, key) }
  return parts.flights.join(canonicalJson([name, key, call.options.accessToken]), {
    ...passenger(parts, ready),
    start: (signal) =>
      untilDecided(sendWrite(parts, { ...ready, signal }), () => pending?.decided(name, key)),
  })
}

async function untilDecided(work: Promise<unknown>, onDecided: () => void): Promise<unknown> {
  try {
    const value = await work
    onDecided()
    return value
  } catch (error) {
    if (isCallError(error) && isDecided(error)) onDecided()
    throw error
  }
}

/** Sends a write, and lets go of what it makes wrong, also when nobody knows its outcome. */
async function sendWrite(parts: PerformParts, ready: ReadyCall): Promise<unknown> {
  const { route, input } = ready.call
  try {
    return (await sendAndReport(parts, ready)).value
  } finally {
    await parts.cache.invalidate((route.invalidates ?? []).map((tag) => fillTag(tag, input)))
    // Whoever is signed in afterwards gets nothing of whoever was before.
    if (route.cookies) await parts.cache.forget()
  }
}

async function sendAndReport(parts: PerformParts, ready: ReadyCall): Promise<Answer> {
  try {
    return await sendUntilAnswered(parts, ready)
  } catch (error) {
    if (isCallError(error) && error.kind === 'invalid-response') {
      callSafely(() => parts.onInvalidResponse(error))
    }
    throw error
  }
}

function readyCall(parts: PerformParts, call: Call, idempotencyKey?: string): ReadyCall {
  const correlationId = newKey()
  const { baseUrl, credentials } = parts
  return {
    call,
    url: addressOf(call, baseUrl),
    init: requestOf(call, { correlationId, idempotencyKey, credentials }),
    category: categoryOf(call),
    correlationId,
    isRepeatable: isRepeatable(call.route, idempotencyKey),
    signal: call.options.signal,
    onSend: () => undefined,
  }
}

/** How a caller takes part in a call that others may share. */
function passenger({ failures }: PerformParts, ready: ReadyCall) {
  const { call, category, correlationId, isRepeatable } = ready
  const facts = { endpoint: call.endpoint, category, correlationId, isRepeatable, attempts: 0 }
  return {
    signal: call.options.signal,
    onLeave: (reason: unknown) => failures.aborted(facts, reason),
  }
}

/** How the answer is kept; undefined when it must not be. */
function keepingOf(parts: PerformParts, { endpoint, route, input, options }: Call) {
  const { cache, access } = route
  const identity = parts.identity()
  const isNobodys = access !== 'public' && identity === undefined
  if (!cache || options.cache === 'none' || options.accessToken || isNobodys) return undefined
  const { ttlMs, staleMs = 0, persist = access === 'public' } = cache
  const tags = cache.tags.map((tag) => fillTag(tag, input))
  return { key: canonicalJson([identity, endpoint, input]), tags, ttlMs, staleMs, persist }
}

/** The same for the same write of the same person, also after a reload. */
function nameOf(parts: PerformParts, { endpoint, input }: Call): string {
  return `${endpoint}:${fingerprint([parts.identity(), input])}`
}

function categoryOf({ route }: Pick<Call, 'route'>): string {
  return route.limit ?? defaultCategory
}
