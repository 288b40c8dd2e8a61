import { classifyFailure } from '@holdfast/kernel/jobs'
import { Problem } from '@holdfast/kernel/problems'
import { EngineRefused } from '../avatar/avatar-engine.ts'
import type { FailureClass } from '../contract.ts'
import { MediaKilled, MediaRefused, MediaStuck, NoSpaceLeft } from '../media/media-errors.ts'
import type { KeptFailure } from '../tables.ts'
import { mostAttempts } from './make-jobs.ts'

type Code = keyof typeof messages

/** For whoever asked for it: never what a program has printed. */
const messages = {
  media: 'One of the files is damaged, or not of a kind that can be used for this.',
  full: 'There was no room left to make it. The operator has been told.',
  killed: 'It was ended by the system while it was made: there may be too little memory.',
  stuck: 'It made no progress, or took longer than it may.',
  refused: 'This can not be made.',
  engine: 'The engine will not draw that. Please say it in another way.',
  waiting: 'Who makes it asks to wait for a while.',
  timeout: 'It took longer than it may.',
  unavailable: 'Something that is needed for it was not there.',
  unknown: 'Something went wrong on our side.',
  lost: 'What made it died, again and again.',
} as const

/** What becomes of a job whose attempt has failed. */
export interface Verdict {
  /** `failed`: trying again would not help. `dead`: it was tried as often as it may. */
  readonly becomes: 'retry' | 'failed' | 'dead'
  readonly failure: KeptFailure
  /** What the queue makes of it where it is tried again; `asked`: somebody says when. */
  readonly kind: 'transient' | 'timeout' | 'asked'
}

export interface Tried {
  /** How many attempts were spent, with this one. */
  readonly attempts: number
  /** How often what makes it was ended from outside before. */
  readonly kills: number
}

/** An error nobody knows is tried again twice. */
const unknownAttempts = 3

/** Decides by the error, and by what was tried before, what becomes of the job. */
export function judge(error: unknown, tried: Tried): Verdict {
  if (error instanceof MediaRefused) return failed('invalid', 'media')
  if (error instanceof EngineRefused) return failed('refused', 'engine')
  if (isDiskFull(error)) return failed('full', 'full')
  if (error instanceof MediaKilled) {
    return tried.kills === 0 ? again('lost', 'killed', tried) : failed('lost', 'killed')
  }
  if (error instanceof MediaStuck) return again('timeout', 'stuck', tried)
  switch (classifyFailure(error)) {
    case 'permanent':
      return error instanceof Problem ? ofProblem(error) : failed('refused', 'refused')
    case 'rateLimited':
      return { becomes: 'retry', failure: keep('timeout', 'waiting'), kind: 'asked' }
    case 'timeout':
      return again('timeout', 'timeout', tried)
    case 'transient':
      return again('unknown', 'unavailable', tried)
    case 'unknown':
      return again('unknown', 'unknown', { ...tried, most: unknownAttempts })
  }
}

/** The disk of the workers, or the one that files are kept on. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof NoSpaceLeft) return true
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC'
}

/** Of a job whose workers died, again and again, or that is gone from the queue. */
export const lost: KeptFailure = keep('lost', 'lost')

function ofProblem({ code, say }: Problem): Verdict {
  return { becomes: 'failed', failure: { class: 'invalid', code, message: say }, kind: 'transient' }
}

function failed(failureClass: FailureClass, code: Code): Verdict {
  return { becomes: 'failed', failure: keep(failureClass, code), kind: 'transient' }
}

function again(
  failureClass: FailureClass,
  code: Code,
  { attempts, most = mostAttempts }: Tried & { readonly most?: number },
): Verdict {
  return {
    becomes: attempts < most ? 'retry' : 'dead',
    failure: keep(failureClass, code),
    kind: failureClass === 'timeout' ? 'timeout' : 'transient',
  }
}

function keep(failureClass: FailureClass, code: Code): KeptFailure {
  return { class: failureClass, code: `studio.${code}`, message: messages[code] }
}
