import type { JobStage } from '../contract.ts'
import type { Maker } from './maker.ts'

export interface Reached {
  readonly stage: JobStage
  /** Of the whole, from 0 to 1. */
  readonly whole: number
}

/** How far the whole is when a stage is that far; stages that a maker did not name take no part. */
export function reachedOf(stages: Maker['stages'], stage: JobStage, part: number): Reached {
  const index = stages.findIndex(([name]) => name === stage)
  const before = stages.slice(0, Math.max(0, index)).reduce((sum, [, share]) => sum + share, 0)
  const share = stages[index]?.[1] ?? 0
  const own = Number.isFinite(part) ? Math.min(1, Math.max(0, part)) : 0
  return { stage, whole: Math.min(1, before + share * own) }
}

/** What people are shown: 100 is for what is there. */
export function percentOf(whole: number): number {
  return Math.min(99, Math.floor(whole * 100 + 1e-9))
}
