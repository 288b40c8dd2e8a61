import type { Member } from '@holdfast/identity/contract'
import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useMe } from '../../../data/session.ts'
import { rolesQuery } from '../../../data/use-permission.ts'
import { formatMoment } from '../../../format/moments.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { mayChange } from '../may-change.ts'
import { roleTitle, scopeWords, type StationName } from '../staff-words.ts'

interface MemberRowProps {
  readonly member: Member
  readonly stations: readonly StationName[] | undefined
  readonly onChangeRole: () => void
  readonly onResetSecondFactor: () => void
  readonly onRemove: () => void
}

/** Who somebody is, what they may do where, and when they were last here. */
export function MemberRow({ member, stations, ...asks }: MemberRowProps) {
  const { data: table } = useQuery(rolesQuery)
  const permission = mayChange(member, useMe(), table)
  const refusal = permission.allowed ? undefined : permission.reason
  const { name, isYou } = member
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <Avatar name={name} />
      <div className="min-w-0 grow basis-44">
        <p className="flex min-h-6 flex-wrap items-center gap-x-2 font-medium">
          <span className="truncate">{name}</span>
          {isYou && <Badge>You</Badge>}
          {member.secondFactor && (
            <Badge tone="success">
              <ShieldCheck aria-hidden /> Second factor
            </Badge>
          )}
        </p>
        <p className="truncate text-12 text-faint">{member.email}</p>
      </div>
      <div className="min-w-0 basis-56 max-md:basis-full">
        <p>{roleTitle(member.role, table)}</p>
        <p className="text-12 text-faint">{scopeWords(member.scope, stations)}</p>
        <p className="text-12 text-faint">{seenWords(member.lastSeenAt)}</p>
      </div>
      <div className="flex flex-wrap gap-2 max-md:w-full">
        <Button
          size="small"
          aria-label={`Change role of ${name}`}
          disabledReason={refusal}
          onClick={asks.onChangeRole}
        >
          Change role
        </Button>
        {member.secondFactor && !isYou && (
          <Button
            size="small"
            aria-label={`Remove second factor of ${name}`}
            disabledReason={refusal}
            onClick={asks.onResetSecondFactor}
          >
            Remove second factor
          </Button>
        )}
        <Button
          size="small"
          look="danger-plain"
          aria-label={`Remove ${name}`}
          disabledReason={isYou ? leaveInstead : refusal}
          onClick={asks.onRemove}
        >
          Remove
        </Button>
      </div>
    </li>
  )
}

const leaveInstead = 'This is you. Another owner or admin can remove you.'

function seenWords(at: string | undefined): string {
  return at === undefined ? 'Not signed in yet' : `Last seen ${formatMoment(at)}`
}
