import type { AuditEntry } from '@holdfast/operations/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { PagedRows } from '../../../ui/list/paged-rows.tsx'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { useBookingsOf } from '../../bookings/data/use-bookings-of.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditItem } from './audit-item.tsx'
import { auditTrailQuery } from './audit-queries.ts'
import { isAboutBooking } from './what-is-meant.ts'

/** Everything that was done in the business. */
export function AuditTrailPage() {
  usePageTitle('Audit trail')
  const permission = usePermission('audit.read')
  if (!permission.allowed) return <Forbidden what="the audit trail" reason={permission.reason} />
  return <AuditTrail />
}

function AuditTrail() {
  const search = useSearch({ from: '/shell/audit-trail' })
  const query = useInfiniteQuery(auditTrailQuery(search))
  return (
    <div className="flex w-full max-w-6xl flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 items-center">
        <h1 className="text-16 font-semibold">Audit trail</h1>
      </div>
      <p className="mb-4 max-w-2xl text-soft">
        Who did what, when, and in which request. Nobody can change it: each entry is sealed, within
        half a minute, in a chain with those before it.
      </p>
      <AuditFilters />
      <PagedRows
        query={query}
        skeleton={<RowsSkeleton what="the audit trail" />}
        older="older entries"
      >
        {(entries) => <Entries entries={entries} />}
      </PagedRows>
    </div>
  )
}

function Entries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const bookings = useBookingsOf(entries.flatMap(bookingIn))
  if (entries.length === 0) {
    return (
      <StateFrame
        Icon={ScrollText}
        title="Nothing like that has happened"
        text="Choose other days or another kind, or clear the filters."
      />
    )
  }
  return (
    <ul className="rounded border bg-raised">
      {entries.map((entry) => (
        <AuditItem key={entry.id} entry={entry} booking={bookings.get(entry.subject ?? '')} />
      ))}
    </ul>
  )
}

function bookingIn({ type, subject }: AuditEntry): readonly string[] {
  return isAboutBooking(type) && subject !== undefined ? [subject] : []
}
