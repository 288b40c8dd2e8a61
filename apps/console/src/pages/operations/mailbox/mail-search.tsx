import { useDebounced } from '@holdfast/ui/debounced/react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Input } from '../../../ui/input.tsx'

const restMs = 300

/** Looks for a part of an address or subject, once the typing rests. */
export function MailSearch() {
  const search = useSearch({ from: '/shell/mailbox' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(search.q ?? '')
  const wanted = useDebounced(typed.trim(), restMs)
  useEffect(() => {
    const { q: before = '', ...rest } = search
    if (wanted === before) return
    const next = wanted === '' ? rest : { ...rest, q: wanted }
    void navigate({ to: '/mailbox', search: next, replace: true })
    // What else the address says changes by itself.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted])
  return (
    <search>
      <Input
        type="search"
        aria-label="Search by address or subject"
        placeholder="Address or subject"
        maxLength={100}
        className="max-w-80"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  )
}
