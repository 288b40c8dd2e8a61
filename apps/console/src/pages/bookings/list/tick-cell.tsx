import { useEffect, useRef } from 'react'
import type { Selection } from './use-selection.ts'

const labelStyle =
  'grid h-10 cursor-default place-items-center pl-3 md:pl-(--gutter) pointer-coarse:h-11 pointer-coarse:min-w-11'
const boxStyle = 'size-4 accent-(--ember-fill)'

interface TickProps {
  readonly selection: Selection
  readonly id: string
  readonly name: string
}

/** Ticks one row. All of the cell can be pressed. */
export function Tick({ selection, id, name }: TickProps) {
  return (
    <label className={labelStyle}>
      <input
        type="checkbox"
        aria-label={`Choose ${name}`}
        className={boxStyle}
        checked={selection.has(id)}
        onChange={() => selection.toggle(id)}
      />
    </label>
  )
}

/** Ticks all rows of the page, or none. */
export function TickAll({ selection }: { readonly selection: Selection }) {
  const box = useRef<HTMLInputElement>(null)
  const isPartly = selection.state === 'some'
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly
  }, [isPartly])
  return (
    <label className={labelStyle}>
      <input
        ref={box}
        type="checkbox"
        aria-label="Choose all on this page"
        className={boxStyle}
        checked={selection.state === 'all'}
        onChange={selection.toggleAll}
      />
    </label>
  )
}
