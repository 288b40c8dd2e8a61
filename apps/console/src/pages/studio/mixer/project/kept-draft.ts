import { keptText } from '../../../../data/kept.ts'
import type { MixDraft } from '../mix-draft.ts'

/** What somebody has changed and not saved, and the version that they changed. */
export interface KeptDraft {
  readonly version: number
  readonly draft: MixDraft
}

/** Keeps a draft in this browser, through a reload and a lost connection. */
export function draftKeeper(projectId: string) {
  const kept = keptText(`console:mix:${projectId}`)
  return {
    read(): KeptDraft | undefined {
      try {
        const read = JSON.parse(kept.read() ?? 'null') as KeptDraft | null
        return typeof read?.version === 'number' && isDraft(read.draft) ? read : undefined
      } catch {
        return undefined
      }
    },
    write: (draft: KeptDraft | undefined) =>
      kept.write(draft === undefined ? null : JSON.stringify(draft)),
  }
}

/** Written by this page, perhaps by an older one of it: the parts that are read without asking. */
function isDraft(draft: MixDraft | undefined): draft is MixDraft {
  const settings = draft?.settings
  return (
    typeof draft?.name === 'string' &&
    Array.isArray(settings?.clips) &&
    Array.isArray(settings.texts) &&
    typeof settings.vary === 'object'
  )
}
