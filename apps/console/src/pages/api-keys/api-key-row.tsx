import type { ApiKey } from '@holdfast/identity/contract'
import { useQuery } from '@tanstack/react-query'
import { rolesQuery } from '../../data/use-permission.ts'
import { listed } from '../../data/permissions.ts'
import { useNow } from '../../format/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { stationsQuery } from '../bookings/data/booking-queries.ts'
import { scopeWords } from '../staff/staff-words.ts'
import { keyTimes, stateWords } from './key-words.ts'

interface ApiKeyRowProps {
  readonly apiKey: ApiKey
  readonly onRotate: () => void
  readonly onRevoke: () => void
}

/** What a key is called, whether it works, what it may do, and when it was used. */
export function ApiKeyRow({ apiKey, onRotate, onRevoke }: ApiKeyRowProps) {
  const { name, hint, state } = apiKey
  const { word, tone, text } = stateWords[state]
  const now = useNow()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 grow basis-72">
        <p className="flex min-h-6 flex-wrap items-center gap-x-2 font-medium">
          <span className="truncate">{name}</span>
          <code className="text-12 font-normal text-faint">{hint}</code>
          <Badge tone={tone}>{word}</Badge>
        </p>
        {text !== undefined && <p className="text-soft">{text}</p>}
        <Abilities apiKey={apiKey} />
        <p className="text-12 text-faint">
          Made by {apiKey.createdBy.name ?? 'somebody who has left'} · {keyTimes(apiKey, now)}
        </p>
      </div>
      <div className="flex gap-2 max-md:w-full">
        <Button size="small" aria-label={`Rotate ${name}`} onClick={onRotate}>
          Rotate
        </Button>
        <Button size="small" look="danger-plain" aria-label={`Revoke ${name}`} onClick={onRevoke}>
          Revoke
        </Button>
      </div>
    </li>
  )
}

function Abilities({ apiKey }: { readonly apiKey: ApiKey }) {
  const { data: table } = useQuery(rolesQuery)
  const { data: stations } = useQuery(stationsQuery)
  const titles = apiKey.actions.map(
    (action) => table?.actions.find((one) => one.action === action)?.title ?? action,
  )
  return (
    <p className="text-12 text-soft">
      {listed(titles)} · {scopeWords(apiKey.scope, stations?.items ?? [])}
    </p>
  )
}
