import type { StoreRow } from '@holdfast/stores/contract'
import { useMediaQuery } from '../../../ui/use-media-query.ts'
import { StoresCards } from './stores-cards.tsx'
import { StoresTable } from './stores-table.tsx'

/** The stores as rows, on a phone as cards. */
export function StoreRows({ rows }: { readonly rows: readonly StoreRow[] }) {
  const isPhone = useMediaQuery('(width < 768px)')
  return isPhone ? <StoresCards rows={rows} /> : <StoresTable rows={rows} />
}
