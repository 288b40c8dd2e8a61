import type { Invitation } from '@holdfast/identity/contract'
import { useQuery } from '@tanstack/react-query'
import { api } from '../data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { useMe } from '../../../data/session.ts'
import { rolesQuery } from '../../../data/use-permission.ts'
import { formatMoment } from '../../../format/moments.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { stationsQuery } from '../../bookings/data/booking-queries.ts'
import { useStaffDeed } from '../data/use-staff-deed.ts'
import { mayChange } from '../may-change.ts'
import { roleTitle, scopeWords } from '../staff-words.ts'

/** Who is invited and has not come yet. */
export function InvitationList({ invitations }: { readonly invitations: readonly Invitation[] }) {
  return (
    <ul className="rounded border bg-raised">
      {invitations.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  )
}

function InvitationRow({ invitation }: { readonly invitation: Invitation }) {
  const { email, role, scope, state } = invitation
  const { data: table } = useQuery(rolesQuery)
  const { data: stations } = useQuery(stationsQuery)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 grow basis-44">
        <p className="truncate font-medium">{email}</p>
        <p className="text-12 text-faint">Sent {formatMoment(invitation.sentAt)}</p>
        <p className="text-12 text-faint">
          {state === 'open' ? 'Link works until' : 'Link expired'}{' '}
          {formatMoment(invitation.expiresAt)}
        </p>
      </div>
      <div className="min-w-0 basis-56 max-md:basis-full">
        <p>
          {roleTitle(role, table)} {state === 'expired' && <Badge tone="warning">Expired</Badge>}
        </p>
        <p className="text-12 text-faint">{scopeWords(scope, stations?.items)}</p>
      </div>
      <InvitationActions invitation={invitation} />
    </li>
  )
}

function InvitationActions({ invitation }: { readonly invitation: Invitation }) {
  const { id, email } = invitation
  const { data: table } = useQuery(rolesQuery)
  const permission = mayChange(invitation, useMe(), table)
  const refusal = permission.allowed ? undefined : permission.reason
  const params = { params: { id } }
  const resend = useStaffDeed(() => api.identity.resendInvitation(params))
  const withdraw = useStaffDeed(() => api.identity.withdrawInvitation(params))
  return (
    <div className="flex gap-2 max-md:w-full">
      <Button
        size="small"
        aria-label={`Send again the invitation to ${email}`}
        disabledReason={refusal}
        isBusy={resend.isPending}
        onClick={() =>
          resend.mutate(undefined, {
            onSuccess: () =>
              notify(
                'The invitation is sent again',
                'The link in the earlier mail no longer works.',
              ),
          })
        }
      >
        Send again
      </Button>
      <Button
        size="small"
        look="danger-plain"
        aria-label={`Withdraw the invitation to ${email}`}
        disabledReason={refusal}
        isBusy={withdraw.isPending}
        onClick={() =>
          withdraw.mutate(undefined, {
            onSuccess: () => notify('The invitation is withdrawn', 'Its link no longer works.'),
          })
        }
      >
        Withdraw
      </Button>
    </div>
  )
}
