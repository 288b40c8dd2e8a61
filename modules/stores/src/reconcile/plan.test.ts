import { describe, expect, test } from 'vitest'
import {
  desires,
  finalizerNames,
  operationKinds,
  phases,
  stepNames,
  type Phase,
} from '../contract/states.ts'
import type { Observation } from '../driver/driver.ts'
import { mayBecome } from '../store/phase-changes.ts'
import { plan, type Action, type Situation } from './plan.ts'

type Step = Situation['steps'][number]

const todo: readonly Step[] = stepNames.map((name) => ({ name, state: 'todo' }))
const done: readonly Step[] = stepNames.map((name) => ({ name, state: 'done' }))
const until = (last: Step['name'], state: Step['state'] = 'todo'): readonly Step[] => {
  const at = stepNames.indexOf(last)
  return stepNames.map((name, index) => ({
    name,
    state: index < at ? 'done' : index === at ? state : 'todo',
  }))
}

const observations: readonly (Observation | undefined)[] = [
  undefined,
  { state: 'absent' },
  { state: 'stopped' },
  { state: 'starting' },
  { state: 'running' },
  { state: 'stopped', pending: 'install' },
  { state: 'running', pending: 'upgrade' },
]

const plain: Situation = {
  phase: 'provisioning',
  desired: 'running',
  isBehind: true,
  wasReady: false,
  operation: { kind: 'create', isLate: false },
  hasFailed: false,
  hasLeftovers: false,
  steps: todo,
  observation: undefined,
  finalizers: finalizerNames,
}
const kept: Partial<Situation> = { isBehind: false, wasReady: true, operation: undefined }
const late = (
  kind: 'create' | 'update' | 'delete' | 'cancel' | 'repair' | 'resume' | 'suspend',
) => ({
  operation: { kind, isLate: true },
})
const open = (kind: (typeof operationKinds)[number]) => ({ operation: { kind, isLate: false } })
const running: Partial<Situation> = { observation: { state: 'running' } }
const stopped: Partial<Situation> = { observation: { state: 'stopped' } }
const pending: Partial<Situation> = { observation: { state: 'stopped', pending: 'install' } }

const become = (phase: Phase): Action => ({ do: 'become', phase })

describe('what comes next', () => {
  const cases: readonly (readonly [string, Partial<Situation>, Action])[] = [
    ['a store that nobody has seen waits', { phase: 'requested' }, { do: 'wait' }],
    ['a store in the queue waits for its turn', { phase: 'queued' }, { do: 'wait' }],
    ['a creation begins with the first step', {}, { do: 'step', step: 'allocate' }],
    [
      'a step that is done is not done again',
      { steps: until('release') },
      { do: 'step', step: 'release' },
    ],
    [
      'what was cut off is looked at first',
      { steps: until('release', 'interrupted') },
      { do: 'observe' },
    ],
    [
      'and done again',
      { steps: until('release', 'interrupted'), ...stopped },
      { do: 'step', step: 'release' },
    ],
    [
      'what somebody left pending is ended',
      { steps: until('release', 'interrupted'), ...pending },
      { do: 'recover' },
    ],
    ['checking is a phase of its own', { steps: until('verify') }, become('verifying')],
    [
      'in which it is checked',
      { phase: 'verifying', steps: until('verify') },
      { do: 'step', step: 'verify' },
    ],
    [
      'what is checked is ready',
      { phase: 'verifying', steps: done },
      { do: 'finish', phase: 'ready' },
    ],
    ['a creation that is late has failed', late('create'), { do: 'fail' }],
    ['what a failed creation made goes', { hasFailed: true }, { do: 'undo' }],
    ['until that is late, too', { hasFailed: true, ...late('create') }, { do: 'giveUp' }],
    [
      'what a cancelled creation made goes',
      { desired: 'cancelled', ...open('cancel') },
      { do: 'undo' },
    ],
    [
      'also of one that waits',
      { phase: 'queued', desired: 'cancelled', ...open('cancel') },
      { do: 'undo' },
    ],
    ['a store that is kept is looked at', { phase: 'ready', ...kept }, { do: 'observe' }],
    ['and left alone while it answers', { phase: 'ready', ...kept, ...running }, { do: 'rest' }],
    ['one that does not is degraded', { phase: 'ready', ...kept, ...stopped }, become('degraded')],
    [
      'a new wish is an update',
      { phase: 'ready', ...kept, isBehind: true, ...open('update') },
      become('updating'),
    ],
    [
      'what is reached already is reached',
      { phase: 'ready', ...kept, ...open('update') },
      { do: 'finish', phase: 'ready' },
    ],
    [
      'a degraded store is repaired',
      { phase: 'degraded', ...kept, ...stopped },
      { do: 'beginRepair' },
    ],
    [
      'by all steps',
      { phase: 'degraded', ...kept, ...stopped, ...open('repair') },
      { do: 'step', step: 'allocate' },
    ],
    [
      'unless it answers again by itself',
      { phase: 'degraded', ...kept, ...running },
      become('ready'),
    ],
    [
      'though it answers, what is pending with it is ended first',
      { phase: 'degraded', ...kept, observation: { state: 'running', pending: 'upgrade' } },
      { do: 'beginRepair' },
    ],
    [
      'a change that is wanted of it repairs it, too',
      { phase: 'degraded', ...kept, ...stopped, isBehind: true, ...open('update') },
      become('updating'),
    ],
    [
      'a repair that is late has failed',
      { phase: 'degraded', ...kept, ...late('repair') },
      { do: 'fail' },
    ],
    ['a late update goes back', { phase: 'updating', ...late('update') }, { do: 'fail' }],
    [
      'by the same steps',
      { phase: 'updating', hasFailed: true, ...open('update') },
      { do: 'step', step: 'allocate' },
    ],
    [
      'and has failed for good when that is late',
      { phase: 'updating', hasFailed: true, ...late('update') },
      { do: 'fail' },
    ],
    [
      'a store is closed',
      { phase: 'ready', desired: 'suspended', ...open('suspend') },
      become('suspending'),
    ],
    [
      'by its driver',
      { phase: 'suspending', desired: 'suspended', ...open('suspend') },
      { do: 'suspend' },
    ],
    ['and stays so', { phase: 'suspended', desired: 'suspended', ...kept }, { do: 'rest' }],
    ['until it is wanted again', { phase: 'suspended', ...open('resume') }, become('resuming')],
    ['what failed rests', { phase: 'failed', operation: undefined }, { do: 'rest' }],
    ['until it is asked for again', { phase: 'failed' }, become('queued')],
    [
      'what is left of it goes, whenever that may be',
      { phase: 'failed', operation: undefined, hasLeftovers: true },
      { do: 'clear' },
    ],
    [
      'but not what its owner has asked for again',
      { phase: 'failed', hasLeftovers: true },
      become('queued'),
    ],
    [
      'and nothing of one that was ready once',
      { phase: 'failed', operation: undefined, hasLeftovers: true, wasReady: true },
      { do: 'rest' },
    ],
    [
      'as an update, when it was ready once',
      { phase: 'failed', wasReady: true, ...open('update') },
      become('updating'),
    ],
    [
      'or as what it was',
      { phase: 'failed', wasReady: true, ...open('resume') },
      become('resuming'),
    ],
    [
      'what was cancelled rests',
      { phase: 'failed', desired: 'cancelled', ...open('cancel') },
      { do: 'rest' },
    ],
    ['a deletion takes over', { desired: 'deleted', ...open('delete') }, become('deleting')],
    [
      'in its order',
      { phase: 'deleting', desired: 'deleted', ...open('delete') },
      { do: 'takeAway', finalizer: 'traffic' },
    ],
    [
      'to the end',
      { phase: 'deleting', desired: 'deleted', ...open('delete'), finalizers: [] },
      { do: 'finish', phase: 'deleted' },
    ],
    [
      'a late deletion says what is left',
      { phase: 'deleting', desired: 'deleted', ...late('delete') },
      { do: 'block' },
    ],
    [
      'and begins again',
      { phase: 'delete_blocked', desired: 'deleted', operation: undefined },
      become('deleting'),
    ],
    [
      'what is deleted rests',
      { phase: 'deleted', desired: 'deleted', operation: undefined },
      { do: 'rest' },
    ],
  ]
  test.each(cases)('%s', (_, situation, action) => {
    expect(plan({ ...plain, ...situation })).toEqual(action)
  })
})

function everySituation(): readonly Situation[] {
  const yesOrNo = [true, false]
  const operations = operationKinds.flatMap((kind) => yesOrNo.map((isLate) => ({ kind, isLate })))
  const standings = [todo, until('release', 'interrupted'), done]
  return phases
    .map((phase): Situation => ({ ...plain, phase }))
    .flatMap((one) => desires.map((desired) => ({ ...one, desired })))
    .flatMap((one) => observations.map((observation) => ({ ...one, observation })))
    .flatMap((one) => [undefined, ...operations].map((operation) => ({ ...one, operation })))
    .flatMap((one) => yesOrNo.map((hasFailed) => ({ ...one, hasFailed })))
    .flatMap((one) => yesOrNo.map((wasReady) => ({ ...one, wasReady })))
    .flatMap((one) => yesOrNo.map((hasLeftovers) => ({ ...one, hasLeftovers })))
    .flatMap((one) => standings.map((steps) => ({ ...one, steps })))
    .flatMap((one) => [finalizerNames, []].map((finalizers) => ({ ...one, finalizers })))
}

test('whatever is seen, a planned phase is one that may follow', () => {
  const wrong = everySituation().flatMap((situation) => {
    const action = plan(situation)
    const to = action.do === 'become' || action.do === 'finish' ? action.phase : situation.phase
    return to === situation.phase || mayBecome(situation.phase, to) ? [] : [{ situation, action }]
  })
  expect(wrong).toEqual([])
})

test('whatever is seen, a store that is to be deleted gets no step, and is left only when it is gone', () => {
  const wrong = everySituation()
    .filter(({ desired }) => desired === 'deleted')
    .filter((situation) => {
      const action = plan(situation)
      const leads = ['become', 'takeAway', 'finish', 'block'].includes(action.do)
      return situation.phase === 'deleted' ? action.do !== 'rest' : !leads
    })
  expect(wrong).toEqual([])
})
