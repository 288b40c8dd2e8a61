import { isCallError, type CallError } from '@holdfast/client'
import type { MixProject, MixSettings } from '@holdfast/studio/contract'
import { useDebounced } from '@holdfast/ui/debounced/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { projectQuery } from '../../data/project-queries.ts'
import { api } from '../../data/studio-api.ts'
import { studioKey } from '../../data/studio-key.ts'
import { tidy, type MixDraft } from '../mix-draft.ts'
import {
  baseOf,
  keepMine,
  meetVersion,
  openDraft,
  settleSaved,
  standingOf,
  type DraftState,
  type Standing,
} from './draft-state.ts'
import { draftKeeper } from './kept-draft.ts'

export interface ProjectDraft {
  readonly draft: MixDraft
  /** The version of the service that the draft is based on. */
  readonly version: number
  readonly standing: Standing
  readonly isSaving: boolean
  /** Why the last change could not be saved. */
  readonly failure: CallError | undefined
  rename(name: string): void
  change(changes: Partial<MixSettings>): void
  saveNow(): void
  keepMine(): void
  takeTheirs(): void
}

const restMs = 1_000

/** A project to work on, which saves itself once the typing rests. Nothing typed is lost. */
export function useProjectDraft(project: MixProject): ProjectDraft {
  const keeper = useMemo(() => draftKeeper(project.id), [project.id])
  const [state, setState] = useState<DraftState>(() => openDraft(project, keeper.read()))
  const { mutate, isPending, error, reset } = useSave(project.id, setState)
  const met = isPending ? state : meetVersion(state, project)
  if (met !== state) setState(met)
  const standing = isPending ? 'unsaved' : standingOf(met, project)
  const settled = useDebounced(met.draft, restMs)

  useEffect(() => {
    const { draft, base } = state
    keeper.write(standing === 'saved' ? undefined : { version: base.version, draft })
  }, [keeper, state, standing])

  const save = () => {
    if (standing === 'unsaved' && !isPending) mutate({ ...met, project })
  }
  useEffect(() => {
    if (settled === met.draft && error === null) save()
    // Once the typing rests, and again after the answer where more was typed meanwhile.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled, met.draft, isPending, standing])
  useEffect(() => {
    if (error === null) return undefined
    const waitMs = isCallError(error) && error.kind === 'limited' ? error.retryAfterMs : undefined
    const timer = waitMs === undefined ? undefined : setTimeout(reset, waitMs)
    addEventListener('online', reset)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', reset)
    }
  }, [error, reset])

  const set = (draft: MixDraft) => {
    if (error !== null) reset()
    setState((before) => ({ ...before, draft }))
  }
  return {
    draft: met.draft,
    version: met.base.version,
    standing,
    isSaving: isPending,
    failure: isCallError(error) ? error : undefined,
    rename: (name) => set({ ...met.draft, name }),
    change: (changes) => set({ ...met.draft, settings: { ...met.draft.settings, ...changes } }),
    saveNow: save,
    keepMine: () => setState(keepMine(met, project)),
    takeTheirs: () => setState({ draft: baseOf(project).draft, base: baseOf(project) }),
  }
}

function useSave(
  projectId: string,
  setState: (change: (before: DraftState) => DraftState) => void,
) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ draft, base }: DraftState & { readonly project: MixProject }) =>
      api.projects.changeProject({
        params: { id: projectId },
        body: { version: base.version, ...tidy(draft) },
      }),
    onSuccess(saved, { draft: sent }) {
      if (saved.kind !== 'mix') return
      queryClient.setQueryData(projectQuery(projectId).queryKey, saved)
      setState((before) => settleSaved(before, sent, saved))
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'projects'] })
    },
    onError(error) {
      // Somebody was faster: their version shows what to choose from.
      const isProblem = isCallError(error) && error.kind === 'problem'
      if (isProblem) void queryClient.invalidateQueries(projectQuery(projectId))
    },
  })
}
