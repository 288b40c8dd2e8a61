import { useMemo } from 'react'
import { keptText, useKept } from '../../../data/kept.ts'
import { useMe } from '../../../data/session.ts'
import { firstDraft, type AvatarDraft } from './avatar-draft.ts'

interface Kept {
  readonly draft: AvatarDraft
  /** The job of the avatar that was asked for last. */
  readonly jobId: string | undefined
}

export interface AvatarWork extends Kept {
  change(changes: Partial<AvatarDraft>): void
  follow(jobId: string | undefined): void
}

/** What somebody has chosen and begun, kept in this browser through a reload. */
export function useAvatarDraft(): AvatarWork {
  const { organisation } = useMe()
  const kept = useMemo(() => keptText(`console:avatar:${organisation?.id}`), [organisation?.id])
  const text = useKept(kept)
  const { draft, jobId } = useMemo(() => readKept(text), [text])
  const write = (changes: Partial<Kept>) =>
    kept.write(JSON.stringify({ ...readKept(kept.read()), ...changes }))
  return {
    draft,
    jobId,
    change: (changes) => write({ draft: { ...readKept(kept.read()).draft, ...changes } }),
    follow: (next) => write({ jobId: next }),
  }
}

function readKept(text: string | null): Kept {
  try {
    const read = JSON.parse(text ?? '{}') as Partial<Kept>
    return { draft: { ...firstDraft, ...read.draft }, jobId: read.jobId }
  } catch {
    return { draft: firstDraft, jobId: undefined }
  }
}
