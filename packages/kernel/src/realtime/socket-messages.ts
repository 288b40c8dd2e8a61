import type { NumberedEvent } from '../module/module.ts'
import type { Position } from '../events/events.ts'
import { toProblemDocument, type Problem } from '../problems/problems.ts'
import { z } from 'zod'
import type { ControlName } from './frames.ts'

/** Why this side closes a WebSocket. A refusal is its status plus 4,000: browsers see no other. */
export const socketCodes = {
  restart: 1012,
  unreadable: 1007,
  ended: 4403,
  refused: (status: number) => 4_000 + status,
} as const

/** What a client sends. The id is its own: the same id is the same message. */
export const sentMessage = z.strictObject({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(100),
  data: z.json().optional(),
})

export type SentMessage = z.output<typeof sentMessage>

/** What is followed, and behind which number. */
export const followData = z.strictObject({
  stream: z.string().min(1).max(100),
  object: z.string().min(1).max(200),
  after: z.int().min(0).default(0),
})

export const unfollowData = followData.omit({ after: true })

/** One object that a client follows, as the client calls it. */
export type Followed = z.output<typeof unfollowData>

/** Something that happened to it: `data` says what. */
export function objectMessage({ stream, object }: Followed, event: NumberedEvent): string {
  return JSON.stringify({ kind: 'object', stream, object, number: event.sequence, data: event })
}

/** `following`: everything up to `number` was told. `unfollowed`: they may not read it any more. */
export function followMessage(
  kind: 'following' | 'unfollowed',
  { stream, object }: Followed,
  number?: number,
): string {
  return JSON.stringify({ kind, stream, object, number })
}

/** Carries a position besides: where to go on once everything up to here was read. */
export function controlMessage(kind: ControlName, position: Position): string {
  return JSON.stringify({ kind, position })
}

/** The message was taken, now or when it came before. `answer` is JSON already. */
export function ackMessage(id: string, answer: string): string {
  return `{"kind":"ack","id":${JSON.stringify(id)},"answer":${answer}}`
}

/** The message was refused. With `retryMs` it may come again, under the same id. */
export function problemMessage(id: string, problem: Problem, correlationId: string): string {
  const document = toProblemDocument(problem, { correlationId, instance: '/socket' })
  return JSON.stringify({ kind: 'problem', id, ...retryOf(problem), problem: document })
}

/** When to come again; undefined members are left out by JSON. */
export function retryOf({ status, options }: Problem): { readonly retryMs?: number | undefined } {
  const { retryAfterSeconds } = options
  if (retryAfterSeconds !== undefined) return { retryMs: Math.ceil(retryAfterSeconds * 1_000) }
  return { retryMs: status >= 500 ? 1_000 : undefined }
}

/** At most 123 bytes may go along with a close (RFC 6455, 5.5). */
export function closeReason(reason: object): string {
  return JSON.stringify(reason)
}
