import type { Route } from '../contract/contract.ts'
import type { Log } from '../log/log.ts'
import { findMismatch } from './check-answer.ts'
import type { RenderedAnswer } from './render-answer.ts'

/** Looks at an answer before it is stored or sent. */
export type AnswerCheck = (route: Route, answer: RenderedAnswer) => void

const sampleEvery = 64

/**
 * `refuse` (development and tests): an answer that breaks its contract is thrown as a defect
 * and becomes a 500. `sample` (production): one answer in 64 is looked at and a mismatch is
 * logged; the caller, whose client checks every answer anyway, gets it as it is.
 */
export function createAnswerCheck(mode: 'refuse' | 'sample', log: Log): AnswerCheck {
  if (mode === 'refuse') {
    return (route, answer) => {
      const mismatch = findMismatch(answer)
      if (mismatch !== undefined) throw new TypeError(describe(route, mismatch))
    }
  }
  let answers = 0
  return (route, answer) => {
    if (answers++ % sampleEvery !== 0) return
    const mismatch = findMismatch(answer)
    if (mismatch !== undefined) {
      log.error({ method: route.method, route: route.path, mismatch }, 'answer breaks its contract')
    }
  }
}

function describe(route: Route, mismatch: string): string {
  return `${route.method} ${route.path}: the answer breaks its contract: ${mismatch}`
}
