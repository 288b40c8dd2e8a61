import { useEffect, useRef } from 'react'

interface Wanted {
  readonly row: number
  /** As `data-part` names it. */
  readonly part: string
}

/**
 * Where the focus goes once the rows of a list are drawn anew: along with a row that was moved, to
 * the next one when a row is gone, and to the first button of its section when none is left.
 */
export function useRowFocus<List extends HTMLElement>() {
  const list = useRef<List>(null)
  const wanted = useRef<Wanted>(undefined)
  useEffect(() => {
    if (wanted.current === undefined) return
    const { row, part } = wanted.current
    wanted.current = undefined
    const rows = [...(list.current?.children ?? [])]
    const found = rows.at(Math.min(row, rows.length - 1))?.querySelector(`[data-part="${part}"]`)
    const instead = list.current?.closest('section')?.querySelector('button')
    if (found instanceof HTMLElement) found.focus()
    else instead?.focus()
  })
  return {
    list,
    focusNext: (row: number, part: string) => {
      wanted.current = { row, part }
    },
  }
}
