import { phases, type Phase } from '@holdfast/stores/contract'
import { expect, test } from 'vitest'
import { newsOf } from './news-of.ts'

const store = { name: 'Pier 9', desired: 'running', failure: null } as const
const say = (phase: Phase) => newsOf({ ...store, phase })

test('what ends something is news, what is under way is not', () => {
  const told = phases.filter((phase) => say(phase) !== undefined)
  expect(told).toEqual(['ready', 'suspended', 'degraded', 'failed', 'delete_blocked', 'deleted'])
})

test('a failure says why', () => {
  const failure = { class: 'timeout', code: 'stores.tookTooLong', message: 'No answer.' } as const
  expect(newsOf({ ...store, phase: 'failed', failure })).toMatchObject({
    tone: 'danger',
    detail: 'No answer.',
  })
})

test('a creation that was cancelled has not failed', () => {
  expect(newsOf({ ...store, phase: 'failed', desired: 'cancelled' })).toMatchObject({
    tone: 'info',
    text: 'Pier 9 is cancelled',
  })
})
