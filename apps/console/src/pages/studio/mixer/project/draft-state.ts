import type { MixProject } from '@holdfast/studio/contract'
import { draftOf, isSame, whatIsMissing, type MixDraft } from '../mix-draft.ts'
import type { KeptDraft } from './kept-draft.ts'

/** A project as somebody works on it: what they see, and what the service had when they began. */
export interface DraftState {
  readonly draft: MixDraft
  readonly base: KeptDraft
}

/** How a draft stands towards what the service has. */
export type Standing = 'saved' | 'unsaved' | 'incomplete' | 'conflict'

/** Goes on with what this browser has kept; begins with the project otherwise. */
export function openDraft(project: MixProject, kept: KeptDraft | undefined): DraftState {
  const saved = baseOf(project)
  if (kept === undefined || isSame(kept.draft, saved.draft))
    return { draft: saved.draft, base: saved }
  return { draft: kept.draft, base: { ...saved, version: Math.min(kept.version, saved.version) } }
}

export function baseOf(project: MixProject): KeptDraft {
  return { version: project.version, draft: draftOf(project) }
}

/**
 * What is to be shown once the service has another version: its own where nothing was changed here,
 * or the same was; nothing is ever taken from who has changed something.
 */
export function meetVersion(state: DraftState, project: MixProject): DraftState {
  if (project.version <= state.base.version) return state
  const theirs = baseOf(project)
  const isUntouched = isSame(state.draft, state.base.draft)
  if (isUntouched || isSame(state.draft, theirs.draft)) return { draft: theirs.draft, base: theirs }
  return state
}

/**
 * Once the service has taken what was sent. That is what it has now, however it writes it: what
 * differs in its answer alone is nothing to be saved again.
 */
export function settleSaved(state: DraftState, sent: MixDraft, saved: MixProject): DraftState {
  return { ...state, base: { version: saved.version, draft: sent } }
}

export function standingOf({ draft, base }: DraftState, project: MixProject): Standing {
  if (isSame(draft, base.draft) && project.version <= base.version) return 'saved'
  if (project.version > base.version) return 'conflict'
  return whatIsMissing(draft) === undefined ? 'unsaved' : 'incomplete'
}

/** What was changed here goes on, over what somebody else did meanwhile. */
export function keepMine({ draft }: DraftState, project: MixProject): DraftState {
  return { draft, base: baseOf(project) }
}
