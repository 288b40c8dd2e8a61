import {
  AbortedError,
  InvalidResponse,
  LimitedError,
  NetworkError,
  ProblemError,
  TimeoutError,
  type CallError,
} from './api-error.ts'
import type { FieldError } from '@holdfast/kernel/contract'
import { findFriendlyText, type FriendlyTexts } from './friendly-text.ts'

/** What the failures of one call have in common, as far as the call has come. */
export interface CallFacts {
  readonly endpoint: string
  readonly category: string
  readonly correlationId: string
  /** How many requests were sent. */
  readonly attempts: number
  /** Whether the call may be made again without doing anything twice. */
  readonly isRepeatable: boolean
}

/** An answer that is no success, read as far as it could be. */
export interface Refusal {
  readonly status: number
  readonly document: Readonly<Record<string, unknown>>
  readonly correlationId: string | undefined
  readonly retryAfterMs: number | undefined
}

/** A success that the contract does not know. */
interface UnreadableAnswer {
  readonly status: number
  readonly isJson: boolean
  readonly issues: readonly string[]
  /** Whether it answers a read, which does nothing. */
  readonly isRead: boolean
}

/** Makes the failures of calls, each with its friendly text. */
export interface Failures {
  refused(call: CallFacts, refusal: Refusal): ProblemError | LimitedError
  tooFast(call: CallFacts, waitMs: number): LimitedError
  unreachable(call: CallFacts, why: { isOffline: boolean; cause?: unknown }): NetworkError
  late(call: CallFacts, timeoutMs: number): TimeoutError
  unreadable(call: CallFacts, answer: UnreadableAnswer): InvalidResponse
  aborted(call: CallFacts, reason: unknown): CallError
}

// What a limit without a time means.
const usualLimitMs = 60_000

export function createFailures(texts: FriendlyTexts): Failures {
  const say = (...names: readonly (string | number)[]) => findFriendlyText(names, texts)
  return {
    refused(call, refusal) {
      const { status, document, retryAfterMs } = refusal
      const code = textIn(document, 'code') ?? `http.${status}`
      const facts = {
        ...call,
        code,
        retryAfterMs,
        correlationId:
          textIn(document, 'correlationId') ?? refusal.correlationId ?? call.correlationId,
        friendly: say(code, status),
      }
      if (status === 429) {
        return new LimitedError({
          ...facts,
          source: 'server',
          retryAfterMs: retryAfterMs ?? usualLimitMs,
        })
      }
      const errors = fieldErrorsIn(document['errors'])
      const detail = textIn(document, 'detail') ?? ''
      return new ProblemError({ ...facts, status, detail, errors, document })
    },
    tooFast(call, retryAfterMs) {
      const code = 'client.limited'
      const friendly = say(code, 'limited')
      return new LimitedError({ ...call, code, source: 'client', retryAfterMs, friendly })
    },
    unreachable(call, { isOffline, cause }) {
      const friendly = say(isOffline ? 'offline' : `network${doubt(call)}`)
      return new NetworkError({ ...call, isOffline, cause, friendly })
    },
    late(call, timeoutMs) {
      return new TimeoutError({ ...call, timeoutMs, friendly: say(`timeout${doubt(call)}`) })
    },
    unreadable(call, { isRead, ...answer }) {
      const outcome = isRead ? '' : doubt(call) || '.keyed'
      const friendly = say(`invalid-response${outcome}`)
      return new InvalidResponse({ ...call, ...answer, friendly })
    },
    aborted: (call, cause) => new AbortedError({ ...call, cause, friendly: say('aborted') }),
  }
}

/** A write without a key may have been done although no answer came. */
function doubt({ isRepeatable, attempts }: CallFacts): string {
  return isRepeatable || attempts === 0 ? '' : '.unsure'
}

function textIn(document: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = document[name]
  return typeof value === 'string' ? value : undefined
}

function fieldErrorsIn(value: unknown): readonly FieldError[] {
  return Array.isArray(value) ? value.filter(isFieldError) : []
}

function isFieldError(value: unknown): value is FieldError {
  if (typeof value !== 'object' || value === null) return false
  return (
    'path' in value &&
    typeof value.path === 'string' &&
    'text' in value &&
    typeof value.text === 'string'
  )
}
