import type { z } from 'zod'
import { currentContext, runInContext } from '../context/context.ts'
import { toFieldErrors } from '../http/field-errors.ts'
import { hasUnstorableText } from '../http/unstorable-text.ts'
import { checkKey, fingerprint } from '../idempotency/idempotency.ts'
import { createContext, type Actor } from '../module/module.ts'
import { definePolicy, rateLimitProblem, type Policy } from '../rate-limit/rate-limit.ts'
import { requestProblems, toProblem } from '../problems/problems.ts'
import type { Follows } from './follows.ts'
import {
  ackMessage,
  followData,
  problemMessage,
  unfollowData,
  type SentMessage,
} from './socket-messages.ts'
import type { SocketOptions } from './socket-options.ts'

/** Answers a message with an ack or a problem. Never rejects. */
export type AnswerMessage = (sent: SentMessage, sender: Sender) => Promise<MessageAnswer>

/** Who has sent it. */
export interface Sender {
  identify(): Promise<Actor>
  /** What is followed over the same connection; undefined where nothing can be. */
  readonly follows: Follows | undefined
}

export interface MessageAnswer {
  /** As JSON. */
  readonly text: string
  /** To be called once the text is on its way. */
  readonly begin?: () => void
}

/** All messages of one actor share one space of ids. */
const route = 'socket'
const deadlineMs = 10_000

/** Nothing is done by it, and a page that comes back asks for all that it shows at once. */
const followPolicy = definePolicy({
  name: 'follow',
  windows: [{ name: 'minute', limit: 600, periodMs: 60_000 }],
  whenStoreIsDown: 'local',
})

/**
 * The way of a message: who sends it now → may they again so soon → what is meant → has it been
 * done already → the verb → the ack. The verb's effect and the id are written in one transaction.
 * `follow` and `unfollow` have no effect, and are not written.
 */
export function createAnswerMessage(options: SocketOptions): AnswerMessage {
  const { database, idempotency, limits, log, ids, clock, jobs } = options
  const byType = new Map(options.messages.map((bound) => [bound.message.type, bound]))

  return (sent, sender) => {
    const context = { correlationId: ids(), signal: AbortSignal.timeout(deadlineMs) }
    return runInContext(context, () => answer(sent, sender))
  }

  async function answer(sent: SentMessage, sender: Sender): Promise<MessageAnswer> {
    try {
      const actor = await sender.identify()
      if (sender.follows && isAboutFollowing(sent)) {
        const begin = await attend(sent, actor, sender.follows)
        return { text: ackMessage(sent.id, 'null'), ...(begin && { begin }) }
      }
      return { text: ackMessage(sent.id, await perform(sent, actor)) }
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status >= 500) log.error({ err: error, type: sent.type }, 'A message failed')
      return { text: problemMessage(sent.id, problem, correlationId()) }
    }
  }

  async function attend({ type, data }: SentMessage, actor: Actor, follows: Follows) {
    await charge(actor, followPolicy)
    if (type === 'follow') return follows.follow(actor, parse(followData, data))
    follows.unfollow(parse(unfollowData, data))
    return undefined
  }

  async function perform({ id, type, data }: SentMessage, actor: Actor): Promise<string> {
    await charge(actor, limits.policy)
    const bound = byType.get(type)
    if (!bound) throw requestProblems.notFound({ type }, { say: 'No message has this type.' })
    const key = checkKey(id, { isAnonymous: false })
    const parsed = parse(bound.message.data, data)
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
  async function charge({ organisationId, id }: Actor, policy: Policy): Promise<void> {
    const decision = await limits.store.take([{ policy, subject: `actor:${organisationId}:${id}` }])
    if (!decision.allowed) throw rateLimitProblem(decision)
  }

  function correlationId(): string {
    return currentContext()?.correlationId ?? ids()
  }
}

function isAboutFollowing({ type }: SentMessage): boolean {
  return type === 'follow' || type === 'unfollow'
}

function parse<Data extends z.ZodType>(schema: Data, data: unknown): z.output<Data> {
  const parsed = schema.safeParse(data, { reportInput: true })
  if (!parsed.success) {
    throw requestProblems.invalid({}, { errors: toFieldErrors(parsed.error.issues) })
  }
  if (hasUnstorableText(parsed.data)) throw requestProblems.invalid({ reason: 'unstorable' })
  return parsed.data
}
