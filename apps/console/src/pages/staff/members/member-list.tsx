import type { Member } from '@holdfast/identity/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { stationsQuery } from '../../bookings/data/booking-queries.ts'
import { ChangeRoleDialog } from './change-role-dialog.tsx'
import { MemberRow } from './member-row.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { ResetSecondFactorDialog } from './reset-second-factor-dialog.tsx'

type Asked = { readonly about: 'role' | 'secondFactor' | 'removal'; readonly member: Member }

/** The people of the business, and what can be changed about each. */
export function MemberList({ members }: { readonly members: readonly Member[] }) {
  const { data: stations } = useQuery(stationsQuery)
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  return (
    <>
      <ul className="rounded border bg-raised">
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            stations={stations?.items}
            onChangeRole={() => setAsked({ about: 'role', member })}
            onResetSecondFactor={() => setAsked({ about: 'secondFactor', member })}
            onRemove={() => setAsked({ about: 'removal', member })}
          />
        ))}
      </ul>
      {asked?.about === 'role' && <ChangeRoleDialog member={asked.member} onClose={close} />}
      {asked?.about === 'secondFactor' && (
        <ResetSecondFactorDialog member={asked.member} onClose={close} />
      )}
      {asked?.about === 'removal' && <RemoveDialog member={asked.member} onClose={close} />}
    </>
  )
}
