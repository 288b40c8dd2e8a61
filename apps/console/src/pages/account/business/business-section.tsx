import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { rolesQuery } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'
import { AccountSection } from '../account-section.tsx'
import { LeaveDialog } from './leave-dialog.tsx'

/** What one is in the business, and the way out of it. */
export function BusinessSection() {
  const { organisation } = useMe()
  const { data } = useQuery(rolesQuery)
  const [isLeaving, setLeaving] = useState(false)
  if (organisation === undefined) return null
  const role = data?.roles.find((one) => one.role === organisation.role)
  return (
    <AccountSection
      id="business"
      title="Business"
      text={
        <Link {...links.roles} className={loneLinkStyle}>
          Who may do what
        </Link>
      }
    >
      <p>
        <strong className="font-semibold">{role?.title ?? '…'}</strong> at{' '}
        <strong className="font-semibold">{organisation.name}</strong>
      </p>
      <p className="mt-1 text-soft">{role?.description}</p>
      <Button look="danger-plain" className="mt-4" onClick={() => setLeaving(true)}>
        Leave the business
      </Button>
      {isLeaving && <LeaveDialog name={organisation.name} onClose={() => setLeaving(false)} />}
    </AccountSection>
  )
}
