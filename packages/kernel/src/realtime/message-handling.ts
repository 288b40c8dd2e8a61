import { currentContext, runInContext } from '../context/context.ts'
import { toFieldErrors } from '../http/field-errors.ts'
import { hasUnstorableText } from '../http/unstorable-text.ts'
import { checkKey, fingerprint } from '../idempotency/idempotency.ts'
import { createContext, type Actor, type BoundMessage } from '../module/module.ts'
import { rateLimitProblem } from '../rate-limit/rate-limit.ts'
import { requestProblems, toProblem } from '../problems/problems.ts'
import { ackMessage, problemMessage, type SentMessage } from './socket-messages.ts'
import type { SocketOptions } from './socket-options.ts'

/** Answers a message with an ack or a problem, as JSON. Never rejects. */
export type AnswerMessage = (sent: SentMessage, identify: () => Promise<Actor>) => Promise<string>

/** All messages of one actor share one space of ids. */
const route = 'socket'
const deadlineMs = 10_000

/**
 * The way of a message: who sends it now → may they again so soon → what is meant → has it been
 * done already → the verb → the ack. The verb's effect and the id are written in one transaction.
 */
export function createAnswerMessage(options: SocketOptions): AnswerMessage {
  const { database, idempotency, limits, log, ids, clock, jobs } = options
  const byType = new Map(options.messages.map((bound) => [bound.message.type, bound]))

  return (sent, identify) => {
    const context = { correlationId: ids(), signal: AbortSignal.timeout(deadlineMs) }
    return runInContext(context, () => answer(sent, identify))
  }

  async function answer(sent: SentMessage, identify: () => Promise<Actor>): Promise<string> {
    try {
      return ackMessage(sent.id, await perform(sent, await identify()))
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status >= 500) log.error({ err: error, type: sent.type }, 'A message failed')
      return problemMessage(sent.id, problem, correlationId())
    }
  }

  async function perform({ id, type, data }: SentMessage, actor: Actor): Promise<string> {
    await charge(actor)
    const bound = byType.get(type)
    if (!bound) throw requestProblems.notFound({ type }, { say: 'No message has this type.' })
    const key = checkKey(id, { isAnonymous: false })
    const parsed = parse(bound, data)
    const { organisationId, id: actorId } = actor
    const scope = { organisationId, actorId, route, key }
    const { response } = await idempotency.run(scope, fingerprint({ type, data }), async (tx) => {
      const parts = { database, tx, actor, correlationId: correlationId(), log, ids, clock, jobs }
      const result = await bound.run(createContext(parts), parsed)
      return { status: 200, headers: {}, body: JSON.stringify(result ?? null) }
    })
    return response.body
  }

  /** Messages and requests of one actor have one limit. */
  async function charge({ organisationId, id }: Actor): Promise<void> {
    const { store, policy } = limits
    const decision = await store.take([{ policy, subject: `actor:${organisationId}:${id}` }])
    if (!decision.allowed) throw rateLimitProblem(decision)
  }

  function correlationId(): string {
    return currentContext()?.correlationId ?? ids()
  }
}

function parse({ message }: BoundMessage, data: unknown): unknown {
  const parsed = message.data.safeParse(data, { reportInput: true })
  if (!parsed.success) {
    throw requestProblems.invalid({}, { errors: toFieldErrors(parsed.error.issues) })
  }
  if (hasUnstorableText(parsed.data)) throw requestProblems.invalid({ reason: 'unstorable' })
  return parsed.data
}
