import type { MixProject } from '@holdfast/studio/contract'
import { expect, test } from 'vitest'
import { newSettings } from '../mix-draft.ts'
import {
  keepMine,
  meetVersion,
  openDraft,
  settleSaved,
  standingOf,
  type DraftState,
} from './draft-state.ts'

const project = (version: number, name: string): MixProject => ({
  id: 'p',
  kind: 'mix',
  name,
  version,
  settings: newSettings(['a'], 7),
  createdBy: 'ada',
  createdAt: '2026-11-22T10:00:00Z',
  changedAt: '2026-11-22T10:00:00Z',
})
const first = project(1, 'Reel')
const renamed = (state: DraftState, name: string) => ({
  ...state,
  draft: { ...state.draft, name },
})

test('what somebody else saved is shown where nothing was changed here', () => {
  const state = meetVersion(openDraft(first, undefined), project(2, 'Theirs'))
  expect(state.draft.name).toBe('Theirs')
  expect(standingOf(state, project(2, 'Theirs'))).toBe('saved')
})

test('what was typed here is never taken away by what somebody else saved', () => {
  const theirs = project(2, 'Theirs')
  const state = meetVersion(renamed(openDraft(first, undefined), 'Mine'), theirs)
  expect(state.draft.name).toBe('Mine')
  expect(standingOf(state, theirs)).toBe('conflict')
  expect(standingOf(keepMine(state, theirs), theirs)).toBe('unsaved')
})

test('the same change on both sides is no conflict', () => {
  const theirs = project(2, 'Both')
  expect(
    standingOf(meetVersion(renamed(openDraft(first, undefined), 'Both'), theirs), theirs),
  ).toBe('saved')
})

test('a reload goes on with what was not saved, and knows that somebody else was faster', () => {
  const kept = { version: 1, draft: { name: 'Mine', settings: first.settings } }
  expect(standingOf(openDraft(first, kept), first)).toBe('unsaved')
  const theirs = project(2, 'Theirs')
  expect(standingOf(openDraft(theirs, kept), theirs)).toBe('conflict')
  expect(openDraft(theirs, kept).draft.name).toBe('Mine')
})

test('what was sent is saved, however the service writes it, and what was typed meanwhile is not', () => {
  const sent = renamed(openDraft(first, undefined), 'Reel of  autumn')
  const answer = project(2, 'Reel of autumn')
  expect(standingOf(settleSaved(sent, sent.draft, answer), answer)).toBe('saved')
  const typedOn = renamed(sent, 'Reel of  autumn and winter')
  expect(standingOf(settleSaved(typedOn, sent.draft, answer), answer)).toBe('unsaved')
})

test('what can not be saved yet is kept and not sent', () => {
  expect(standingOf(renamed(openDraft(first, undefined), ''), first)).toBe('incomplete')
})
