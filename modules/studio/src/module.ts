import type { Module } from '@holdfast/kernel/module'
import { liveRules } from './live-rules.ts'
import { problems } from './problems.ts'

export type { Credits, StudioLimits } from './parts.ts'

/** Videos and avatars of what people upload: each job once to its effect, and paid for once. */
export function createStudioModule(): Module {
  return {
    name: 'studio',
    migrations: `${import.meta.dirname}/../migrations`,
    problems: [problems],
    routes: [],
    subscriptions: [],
    jobs: [],
    schedules: [],
    healthChecks: [],
    live: liveRules,
  }
}
