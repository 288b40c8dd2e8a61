import { useMemo } from 'react'
import { keptText, useKept } from '../../../data/kept.ts'
import { useMe } from '../../../data/session.ts'
import { readColumns, toggleColumn, type ColumnId } from './columns.ts'

/** The columns that this person sees, kept in this browser. */
export function useColumns() {
  const { person } = useMe()
  const kept = useMemo(() => keptText(`console.booking-columns.${person.id}`), [person.id])
  const text = useKept(kept)
  const shown = useMemo(() => readColumns(text), [text])
  return {
    shown,
    isChosen: text !== null,
    toggle: (id: ColumnId) => kept.write(JSON.stringify(toggleColumn(shown, id))),
  }
}
