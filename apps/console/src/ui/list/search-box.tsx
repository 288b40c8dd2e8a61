import { useDebounced } from '@holdfast/ui/debounced/react'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useShortcuts, type Shortcut } from '../../shell/shortcuts/shortcuts.ts'
import { classNames } from '../class-names.ts'
import { Input } from '../input.tsx'

interface SearchBoxProps {
  /** What is looked for now, as the address has it. */
  readonly found: string | undefined
  /** Called once the typing rests; without words when the box is empty. */
  readonly find: (words: string | undefined) => void
  /** What it finds by: for who does not see the placeholder. */
  readonly label: string
  readonly placeholder: string
  readonly title?: string
  /** `/` leads to the box. */
  readonly shortcut?: Pick<Shortcut, 'title' | 'group'>
  readonly className?: string
}

/** Looks for what is typed in it, and keeps that in the address. */
export function SearchBox({
  found = '',
  find,
  shortcut,
  className,
  label,
  ...rest
}: SearchBoxProps) {
  const [text, setText] = useState(found)
  const [lastFound, setLastFound] = useState(found)
  const input = useRef<HTMLInputElement>(null)
  const settled = useDebounced(text)

  // A view, or the way back, changes the address under the box.
  if (found !== lastFound) {
    setLastFound(found)
    if (found !== text.trim()) setText(found)
  }

  useEffect(() => {
    if (settled !== text || settled.trim() === found) return
    find(settled.trim() || undefined)
    // Only what was typed moves the address.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled])

  const { title, group } = shortcut ?? {}
  const shortcuts = useMemo((): readonly Shortcut[] => {
    if (title === undefined || group === undefined) return []
    return [{ keys: '/', title, group, run: () => input.current?.focus() }]
  }, [title, group])
  useShortcuts(shortcuts)

  return (
    <search className={classNames('relative block', className)}>
      <Search
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint"
        aria-hidden
      />
      <Input
        ref={input}
        type="search"
        aria-label={label}
        className="pl-9"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        {...rest}
      />
    </search>
  )
}
