import type { StoreRow } from '@holdfast/stores/contract'
import { Link } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'

/** The name of a store, which leads to its page. */
export function StoreLink({ row }: { readonly row: Pick<StoreRow, 'id' | 'name'> }) {
  return (
    <Link
      {...links.store(row.id)}
      className="block truncate rounded-sm font-medium touch:py-2.5"
      title={row.name}
    >
      {row.name}
    </Link>
  )
}
