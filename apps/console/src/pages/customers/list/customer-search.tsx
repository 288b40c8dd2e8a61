import { useDebounced } from '@holdfast/ui/debounced/react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useShortcuts, type Shortcut } from '../../../shell/shortcuts/shortcuts.ts'
import { Input } from '../../../ui/input.tsx'

/** Finds by part of a name, a whole e-mail address or a whole telephone number. `/` leads here. */
export function CustomerSearch() {
  const { q: before = '' } = useSearch({ from: '/shell/customers' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(before)
  const input = useRef<HTMLInputElement>(null)
  const wanted = useDebounced(typed.trim())
  useEffect(() => {
    if (wanted === before) return
    void navigate({
      to: '/customers',
      search: wanted === '' ? {} : { q: wanted },
      replace: true,
    })
    // Only what was typed moves the address.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted])
  const shortcuts = useMemo(
    (): readonly Shortcut[] => [
      {
        keys: '/',
        title: 'Search customers',
        group: 'Everywhere',
        run: () => input.current?.focus(),
      },
    ],
    [],
  )
  useShortcuts(shortcuts)
  return (
    <search className="relative block max-w-96">
      <Search
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint"
        aria-hidden
      />
      <Input
        ref={input}
        type="search"
        aria-label="Search by name, full e-mail or full phone number"
        placeholder="Name, full e-mail or phone"
        title="E-mail addresses and phone numbers are found only when they are complete."
        className="pl-9"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  )
}
