import type { Fleet } from '@holdfast/stores/contract'
import { classNames } from '../../../ui/class-names.ts'
import { useTick } from '../detail/use-tick.ts'
import { StoreStateBadge } from '../state-badge.tsx'
import { durationWords, stepWords } from '../store-words.ts'
import { cell, head } from './card-table.ts'

type Lease = Fleet['leases'][number]

const aside = 'hidden md:table-cell'

/** Which orchestrator holds which store, under which fence, and for how long unless it renews. */
export function LeaseTable({ leases }: Pick<Fleet, 'leases'>) {
  const nowMs = useTick(leases.length > 0)
  if (leases.length === 0) {
    return <p className="px-4 py-3 text-soft">Nobody works on anything right now.</p>
  }
  return (
    <table className="w-full border-separate border-spacing-0 tabular-nums">
      <caption className="sr-only">Leases</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            Store
          </th>
          <th scope="col" className={head}>
            Does
          </th>
          <th scope="col" className={classNames(head, aside)}>
            Orchestrator
          </th>
          <th scope="col" className={classNames(head, aside, 'text-right')}>
            Fence
          </th>
          <th scope="col" className={classNames(head, 'text-right')}>
            Until
          </th>
        </tr>
      </thead>
      <tbody>
        {leases.map((lease) => (
          <Row key={lease.storeId} lease={lease} nowMs={nowMs} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ lease, nowMs }: { readonly lease: Lease; readonly nowMs: number }) {
  const { name, phase, step, orchestrator, fence, leaseUntil } = lease
  const leftMs = Date.parse(leaseUntil) - nowMs
  return (
    <tr className="[&:last-child>td]:border-b-0">
      <td className={cell}>
        <span className="block max-w-24 truncate font-medium sm:max-w-56" title={name}>
          {name}
        </span>
      </td>
      <td className={cell}>
        <StoreStateBadge store={{ phase, desired: 'running' }} />
        {step !== null && <span className="block text-12 text-faint">{stepWords[step].doing}</span>}
      </td>
      <td className={classNames(cell, aside)}>
        <code className="block max-w-48 truncate font-mono text-12" title={orchestrator}>
          {orchestrator}
        </code>
      </td>
      <td className={classNames(cell, aside, 'text-right')}>{fence}</td>
      <td className={classNames(cell, 'text-right whitespace-nowrap')}>
        <time dateTime={leaseUntil}>{leftMs > 0 ? `in ${durationWords(leftMs)}` : 'over'}</time>
      </td>
    </tr>
  )
}
