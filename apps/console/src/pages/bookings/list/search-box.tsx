import { useDebounced } from '@holdfast/ui/debounced/react'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useShortcuts, type Shortcut } from '../../../shell/shortcuts/shortcuts.ts'
import { Input } from '../../../ui/input.tsx'
import { useBookingSearch } from './use-booking-search.ts'

/** Finds by name, reference, whole e-mail address or whole telephone number. `/` leads here. */
export function SearchBox() {
  const { search, refine } = useBookingSearch()
  const inAddress = search.q ?? ''
  const [text, setText] = useState(inAddress)
  const [lastInAddress, setLastInAddress] = useState(inAddress)
  const input = useRef<HTMLInputElement>(null)
  const settled = useDebounced(text)

  // A view, or the way back, changes the address under the box.
  if (inAddress !== lastInAddress) {
    setLastInAddress(inAddress)
    if (inAddress !== text.trim()) setText(inAddress)
  }

  useEffect(() => {
    if (settled !== text || settled.trim() === inAddress) return
    refine({ q: settled.trim() || undefined })
    // Only what was typed moves the address.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled])

  const shortcuts = useMemo(
    (): readonly Shortcut[] => [
      {
        keys: '/',
        title: 'Search bookings',
        group: 'Bookings',
        run: () => input.current?.focus(),
      },
    ],
    [],
  )
  useShortcuts(shortcuts)

  return (
    <div className="relative min-w-36 flex-[1_1_100%] md:max-w-80 md:flex-[1_1_288px]">
      <Search
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint"
        aria-hidden
      />
      <Input
        ref={input}
        type="search"
        aria-label="Search by name, reference, full e-mail or full phone number"
        placeholder="Name, reference, full e-mail or phone"
        title="E-mail addresses and phone numbers are found only when they are complete."
        className="pl-9"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  )
}
