import type { ApiKey } from '@holdfast/identity/contract'
import { useQuery } from '@tanstack/react-query'
import { rolesQuery } from '../../../data/use-permission.ts'
import { formatMoment } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { stationsQuery } from '../../bookings/data/booking-queries.ts'
import { scopeWords } from '../../staff/staff-words.ts'
import { actionWords, keyStates } from '../key-words.ts'

interface KeyRowProps {
  readonly apiKey: ApiKey
  readonly onRotate: () => void
  readonly onRevoke: () => void
}

/** What a key is for, what it may do where, and when it was used and ends. */
export function KeyRow({ apiKey, onRotate, onRevoke }: KeyRowProps) {
  const { data: table } = useQuery(rolesQuery)
  const { data: stations } = useQuery(stationsQuery)
  const { name, hint, state } = apiKey
  const { label, tone, meaning } = keyStates[state]
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 grow basis-72">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="min-w-0 wrap-anywhere">{name}</span>
          <code className="font-mono text-12 font-normal text-faint">{hint}</code>
          {state !== 'active' && <Badge tone={tone}>{label}</Badge>}
        </p>
        {meaning !== undefined && <p className="text-soft">{meaning}</p>}
        <p className="text-soft">{table ? actionWords(apiKey.actions, table) : '…'}</p>
        <p className="text-12 text-faint">
          {scopeWords(apiKey.scope, stations?.items)} · created by{' '}
          {apiKey.createdBy.name ?? 'somebody who has left'}
        </p>
      </div>
      <Moments apiKey={apiKey} />
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

function Moments({ apiKey }: { readonly apiKey: ApiKey }) {
  const now = useNow()
  const { lastUsedAt, expiresAt, previousUntil } = apiKey
  const isOver = expiresAt !== undefined && new Date(expiresAt) <= now
  return (
    <div className="basis-60 max-md:basis-full text-12 text-faint">
      <p>{lastUsedAt === undefined ? 'Never used' : `Last used ${formatMoment(lastUsedAt)}`}</p>
      <p>
        {expiresAt === undefined
          ? 'Never expires'
          : `${isOver ? 'Expired' : 'Expires'} ${formatMoment(expiresAt)}`}
      </p>
      {previousUntil !== undefined && new Date(previousUntil) > now && (
        <p className="text-warning">The old key works until {formatMoment(previousUntil)}</p>
      )}
    </div>
  )
}
