import type { LucideIcon } from 'lucide-react'
import { createContext, useContext, useEffect } from 'react'

/** Something that can be done on the page as it is now. */
export interface PageDeed {
  readonly name: string
  readonly Icon: LucideIcon
  readonly keywords?: readonly string[]
  /** Why not now; it stays in the palette and says so. */
  readonly refusal?: string | undefined
  readonly run: () => void
}

/** What the palette offers besides what can be done from everywhere. */
export interface PageDeeds {
  /** Offers some, under a heading, until the returned function is called. */
  offer(title: string, deeds: readonly PageDeed[]): () => void
  all(): readonly { readonly title: string; readonly deeds: readonly PageDeed[] }[]
}

export function createPageDeeds(): PageDeeds {
  const offered = new Set<{ readonly title: string; readonly deeds: readonly PageDeed[] }>()
  return {
    offer(title, deeds) {
      const group = { title, deeds }
      offered.add(group)
      return () => void offered.delete(group)
    },
    all: () => [...offered],
  }
}

export const PageDeedsContext = createContext<PageDeeds>(createPageDeeds())

/** Offers deeds while the component is shown. `deeds` is kept by `useMemo`. */
export function usePageDeeds(title: string, deeds: readonly PageDeed[]): void {
  const { offer } = useContext(PageDeedsContext)
  useEffect(() => offer(title, deeds), [offer, title, deeds])
}
