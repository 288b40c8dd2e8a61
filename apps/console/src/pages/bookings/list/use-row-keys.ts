import type { BookingRow } from '@holdfast/bookings/contract'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { links } from '../../../data/links.ts'
import { useShortcuts, type Shortcut } from '../../../shell/shortcuts/shortcuts.ts'
import { useBookingSearch } from './use-booking-search.ts'

/**
 * `j` and `k` move the focus from row to row, Enter follows it. With a booking open they open the
 * next one, and the focus stays in the list.
 */
export function useRowKeys(rows: readonly BookingRow[], openedId: string | undefined) {
  const list = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const { search } = useBookingSearch()
  const shortcuts = useMemo((): readonly Shortcut[] => {
    const move = (step: 1 | -1) => {
      const found = [...(list.current?.querySelectorAll<HTMLElement>('[data-booking]') ?? [])]
      const at = found.findIndex((link) => isCurrent(link, openedId))
      const next = found[at < 0 ? 0 : Math.min(Math.max(at + step, 0), found.length - 1)]
      const id = next?.dataset['booking']
      next?.focus()
      next?.scrollIntoView({ block: 'nearest' })
      if (openedId !== undefined && id !== undefined && id !== openedId) {
        void navigate({ ...links.booking(id, search), replace: true, state: { isPeek: true } })
      }
    }
    return [
      { keys: 'j', title: 'Next booking', group: 'Bookings', run: () => move(1) },
      { keys: 'k', title: 'Previous booking', group: 'Bookings', run: () => move(-1) },
    ]
  }, [navigate, openedId, search])
  useShortcuts(rows.length > 0 ? shortcuts : none)
  return list
}

const none: readonly Shortcut[] = []

function isCurrent(link: HTMLElement, openedId: string | undefined): boolean {
  return (
    link === document.activeElement || (link.dataset['booking'] === openedId && !hasFocusInRows())
  )
}

function hasFocusInRows(): boolean {
  return document.activeElement?.matches('[data-booking]') ?? false
}
