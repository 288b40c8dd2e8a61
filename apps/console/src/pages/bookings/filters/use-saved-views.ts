import { useMemo } from 'react'
import { keptText, useKept } from '../../../data/kept.ts'
import { useMe } from '../../../data/session.ts'
import type { BookingSearch } from './booking-search.ts'
import { addView, readViews, type View } from './saved-views.ts'

/** The views that this person saved in this browser, for the business that they act for. */
export function useSavedViews() {
  const { person, organisation } = useMe()
  const name = `console.booking-views.${person.id}.${organisation?.id ?? ''}`
  const kept = useMemo(() => keptText(name), [name])
  const text = useKept(kept)
  const views = useMemo(() => readViews(text), [text])
  const write = (changed: readonly View[]) => kept.write(JSON.stringify(changed))
  return {
    views,
    save: (viewName: string, search: BookingSearch) =>
      write(addView(views, { id: `${Date.now()}`, name: viewName, search })),
    remove: (id: string) => write(views.filter((view) => view.id !== id)),
  }
}
