import { expect, test } from 'vitest'
import { desires, finalizerNames, phases, stepNames, type Phase } from '../contract/states.ts'
import type { Observation } from '../driver/driver.ts'
import { plan, type Action, type Situation } from './plan.ts'

const observations: readonly (Observation | undefined)[] = [
  undefined,
  { state: 'absent' },
  { state: 'starting' },
  { state: 'running' },
  { state: 'stopped', pending: 'install' },
  { state: 'running', pending: 'upgrade' },
]

const beginning = {
  isBehind: true,
  hasFailed: false,
  hasLeftovers: false,
  steps: stepNames.map((name) => ({ name, state: 'todo' as const })),
  finalizers: finalizerNames,
}

/** Where things come to rest when everything works at once. */
function restOf(start: Situation): Phase {
  let now = start
  for (let turns = 0; turns < 100; turns++) {
    const action = plan(now)
    if (action.do === 'rest') return now.phase
    now = after(now, action)
  }
  throw new Error(`no rest from ${start.phase}`)
}

function after(now: Situation, action: Action): Situation {
  switch (action.do) {
    case 'wait':
      return { ...now, phase: now.phase === 'requested' ? 'queued' : 'provisioning' }
    case 'observe':
      return { ...now, observation: { state: 'stopped' } }
    case 'recover':
      return { ...now, observation: undefined }
    case 'step':
      return {
        ...now,
        steps: now.steps.map((step) =>
          step.name === action.step ? { ...step, state: 'done' } : step,
        ),
      }
    case 'become':
      return {
        ...now,
        phase: action.phase,
        operation: now.operation ?? { kind: 'update', isLate: false },
      }
    case 'suspend':
      return { ...now, phase: 'suspended', isBehind: false, operation: undefined }
    case 'finish':
      return {
        ...now,
        phase: action.phase,
        isBehind: false,
        operation: undefined,
        wasReady: true,
        observation: { state: 'running' },
      }
    case 'fail':
      return {
        ...now,
        hasFailed: true,
        operation: now.operation && { ...now.operation, isLate: false },
      }
    case 'undo':
    case 'giveUp':
      return { ...now, phase: 'failed', operation: undefined }
    case 'clear':
      return { ...now, hasLeftovers: false }
    case 'takeAway':
      return { ...now, finalizers: now.finalizers.filter((name) => name !== action.finalizer) }
    case 'block':
      return { ...now, phase: 'delete_blocked', operation: undefined }
    case 'beginRepair':
      return { ...now, operation: { kind: 'repair', isLate: false } }
    default:
      return now
  }
}

const kindOf = {
  running: 'create',
  suspended: 'suspend',
  cancelled: 'cancel',
  deleted: 'delete',
} as const

test.each(phases.flatMap((phase) => desires.map((desired) => ({ phase, desired }))))(
  'from $phase a store that is to be $desired comes to rest as that, or says why not',
  ({ phase, desired }) => {
    for (const observation of observations) {
      const wasReady = !['requested', 'queued', 'provisioning', 'verifying'].includes(phase)
      const operation = { kind: kindOf[desired], isLate: false }
      const situation = { ...beginning, phase, desired, observation, wasReady, operation }
      const ends: readonly Phase[] = {
        running: ['ready', 'deleted'] as const,
        suspended: ['suspended', 'deleted'] as const,
        cancelled: ['failed', 'ready', 'deleted'] as const,
        deleted: ['deleted'] as const,
      }[desired]
      expect(ends).toContain(restOf(situation))
    }
  },
)
