import { useDebounced } from '@holdfast/ui/debounced/react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Input } from '../../../ui/input.tsx'

/** Finds the payments of a booking, by its reference or whoever booked it. */
export function PaymentSearch() {
  const search = useSearch({ from: '/shell/payments' })
  const { q: before = '', show } = search
  const navigate = useNavigate()
  const [typed, setTyped] = useState(before)
  const wanted = useDebounced(typed.trim())
  useEffect(() => {
    if (wanted === before) return
    void navigate({
      to: '.',
      search: {
        ...(show === undefined ? {} : { show }),
        ...(wanted === '' ? {} : { q: wanted }),
      },
      replace: true,
    })
    // Only what was typed moves the address.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted])
  return (
    <search className="relative block w-full max-w-80">
      <Search
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint"
        aria-hidden
      />
      <Input
        type="search"
        aria-label="Search by reference, name, full e-mail or full phone number"
        placeholder="Reference, name, full e-mail or phone"
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
