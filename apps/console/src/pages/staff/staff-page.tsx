import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAsks } from '../../data/asks.ts'
import { links } from '../../data/links.ts'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { buttonStyle } from '../../ui/button-style.ts'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/states/failure.tsx'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { invitationsQuery, membersQuery } from './data/staff-queries.ts'
import { InvitationList } from './invitations/invitation-list.tsx'
import { InviteDialog } from './invitations/invite-dialog.tsx'
import { MemberList } from './members/member-list.tsx'
import { RowsSkeleton } from '../../ui/states/rows-skeleton.tsx'

/** Who belongs to the business, and who is invited. */
export function StaffPage() {
  usePageTitle('Staff')
  const permission = usePermission('staff.read')
  if (!permission.allowed) return <Forbidden what="the staff" reason={permission.reason} />
  return (
    <div className="flex w-full max-w-6xl flex-col gap-8 px-3 pb-16 md:px-(--gutter)">
      <StaffHeader />
      <Members />
      <Invitations />
    </div>
  )
}

function StaffHeader() {
  const permission = usePermission('staff.manage')
  const { isOpen, open, close } = useAsks()
  return (
    <div className="-mb-4 flex min-h-14 flex-wrap items-center gap-2">
      <h1 className="mr-auto text-16 font-semibold">Staff</h1>
      <Link {...links.roles} className={buttonStyle({ look: 'quiet' })}>
        Who may do what
      </Link>
      <Button
        look="primary"
        disabledReason={permission.allowed ? undefined : permission.reason}
        onClick={open}
      >
        <UserPlus aria-hidden /> Invite somebody
      </Button>
      {permission.allowed && isOpen && <InviteDialog onClose={close} />}
    </div>
  )
}

function Members() {
  const { data, error, refetch } = useQuery(membersQuery)
  if (data) return <MemberList members={data.items} />
  if (error) return <Failure error={error} retry={() => void refetch()} />
  return <RowsSkeleton what="the people" />
}

function Invitations() {
  const { data, error, refetch } = useQuery(invitationsQuery)
  if (error && !data) {
    return (
      <Invited>
        <Failure error={error} retry={() => void refetch()} />
      </Invited>
    )
  }
  if (!data) return null
  return (
    <Invited>
      {data.items.length > 0 ? (
        <InvitationList invitations={data.items} />
      ) : (
        <p className="text-faint">
          No open invitations. People you invite appear here until they join.
        </p>
      )}
    </Invited>
  )
}

function Invited({ children }: { readonly children: ReactNode }) {
  return (
    <section aria-labelledby="invited" className="flex flex-col gap-3">
      <h2 id="invited" className="font-semibold">
        Invited
      </h2>
      {children}
    </section>
  )
}
