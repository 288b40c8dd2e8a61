import type { Fleet } from '@holdfast/stores/contract'
import { useQuery } from '@tanstack/react-query'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { Failure } from '../../../ui/states/failure.tsx'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { Card } from '../card.tsx'
import { fleetQuery } from '../data/store-queries.ts'
import { durationWords, failureWords } from '../store-words.ts'
import { cell, head } from './card-table.ts'
import { LeaseTable } from './lease-table.tsx'
import { PhaseCounts } from './phase-counts.tsx'

/** All stores together, those of every business for whoever runs the platform. Looked at again every few seconds. */
export function FleetPage() {
  usePageTitle('Fleet')
  const permission = usePermission('stores.fleet')
  if (!permission.allowed) return <Forbidden what="the fleet" reason={permission.reason} />
  return (
    <div className="flex w-full max-w-6xl flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 items-center">
        <h1 className="text-16 font-semibold">Fleet</h1>
      </div>
      <p className="mb-4 max-w-2xl text-soft">
        All stores at once: how they stand, who works on what, and what went wrong.
      </p>
      <Shown />
    </div>
  )
}

function Shown() {
  const { data: fleet, error, refetch, dataUpdatedAt } = useQuery(fleetQuery)
  if (fleet === undefined) {
    if (error !== null) return <Failure error={error} retry={() => void refetch()} />
    return <RowsSkeleton what="the fleet" />
  }
  return (
    <div className="flex flex-col gap-4">
      {error !== null && <StaleNotice error={error} at={dataUpdatedAt} retry={refetch} />}
      <PhaseCounts fleet={fleet} />
      <Queue queue={fleet.queue} />
      <Card title="Who works on what">
        <LeaseTable leases={fleet.leases} />
      </Card>
      <Card title="What went wrong in the last 24 hours">
        <Failures failures={fleet.failures} />
      </Card>
    </div>
  )
}

function Queue({ queue: { waiting, oldestSeconds } }: Pick<Fleet, 'queue'>) {
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded border bg-raised">
      <div className="border-r p-4">
        <dt className="text-soft">Waiting</dt>
        <dd className="text-25 font-semibold tabular-nums">{waiting.toLocaleString()}</dd>
        <dd className="text-12 text-faint">that nobody works on yet</dd>
      </div>
      <div className="p-4">
        <dt className="text-soft">Oldest of them</dt>
        <dd className="text-25 font-semibold tabular-nums">
          {waiting === 0 ? '–' : durationWords(oldestSeconds * 1000)}
        </dd>
        <dd className="text-12 text-faint">
          {waiting === 0 ? 'nothing waits' : 'since it could have begun'}
        </dd>
      </div>
    </dl>
  )
}

function Failures({ failures }: Pick<Fleet, 'failures'>) {
  if (failures.length === 0) {
    return <p className="px-4 py-3 text-soft">Nothing has failed.</p>
  }
  return (
    <table className="w-full border-separate border-spacing-0 tabular-nums">
      <caption className="sr-only">Failures of the last 24 hours, the most frequent first</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            What
          </th>
          <th scope="col" className={head}>
            Of which kind
          </th>
          <th scope="col" className={`${head} text-right`}>
            How often
          </th>
        </tr>
      </thead>
      <tbody>
        {failures.map(({ code, class: kind, count }) => (
          <tr key={`${code} ${kind}`} className="[&:last-child>td]:border-b-0">
            <td className={`${cell} wrap-anywhere`}>
              <code className="font-mono text-12">{code}</code>
            </td>
            <td className={`${cell} text-soft`}>{failureWords[kind]}</td>
            <td className={`${cell} text-right`}>{count.toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
