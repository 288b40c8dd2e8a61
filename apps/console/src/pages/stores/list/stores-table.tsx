import type { EngineRow, StoreRow } from '@holdfast/stores/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { links } from '../../../data/links.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Ago } from '../ago.tsx'
import { enginesQuery } from '../data/store-queries.ts'
import { engineTitle, planWords } from '../store-words.ts'
import { StoreAddress } from './store-address.tsx'
import { StoreLink } from './store-link.tsx'
import { StoreState } from './store-state.tsx'
import { cell, head } from '../table-style.ts'

/** What a tablet has no room for. */
const aside = 'hidden lg:table-cell'

/** One row for each store; all of it opens the store. */
export function StoresTable({ rows }: { readonly rows: readonly StoreRow[] }) {
  const { data } = useQuery(enginesQuery)
  return (
    <table className="w-full border-separate border-spacing-0 tabular-nums">
      <caption className="sr-only">Stores, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            Store
          </th>
          <th scope="col" className={head}>
            State
          </th>
          <th scope="col" className={head}>
            Address
          </th>
          <th scope="col" className={classNames(head, aside)}>
            Kind
          </th>
          <th scope="col" className={classNames(head, aside)}>
            Plan
          </th>
          <th scope="col" className={head}>
            Asked for
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} engines={data?.items} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly row: StoreRow
  readonly engines: readonly EngineRow[] | undefined
}

function Row({ row, engines }: RowProps) {
  const navigate = useNavigate()
  const open = (event: MouseEvent<HTMLElement>) => {
    const isOnLink = event.target instanceof Element && event.target.closest('a') !== null
    if (!isOnLink && !event.metaKey && !event.ctrlKey) void navigate(links.store(row.id))
  }
  return (
    // The link in the first cell is what keyboards and screen readers use.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr onClick={open} className="cursor-default hover:bg-sunk has-focus-visible:bg-sunk">
      <td className={cell}>
        <span className="block max-w-64">
          <StoreLink row={row} />
        </span>
      </td>
      <td className={cell}>
        <StoreState store={row} />
      </td>
      <td className={classNames(cell, 'max-w-64')}>
        {row.url !== null && <StoreAddress url={row.url} name={row.name} />}
      </td>
      <td className={classNames(cell, aside, 'text-soft')}>{engineTitle(row.engine, engines)}</td>
      <td className={classNames(cell, aside, 'text-soft')}>{planWords[row.plan].label}</td>
      <td className={classNames(cell, 'whitespace-nowrap text-soft')}>
        <Ago at={row.createdAt} />
      </td>
    </tr>
  )
}
