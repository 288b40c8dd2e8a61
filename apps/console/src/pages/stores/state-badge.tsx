import type { StoreRow } from '@holdfast/stores/contract'
import { Badge } from '../../ui/badge.tsx'
import { standingWords } from './store-words.ts'

/** How a store stands, as a word with its tone. */
export function StoreStateBadge({
  store,
}: {
  readonly store: Pick<StoreRow, 'phase' | 'desired'> & Partial<Pick<StoreRow, 'failure'>>
}) {
  const { label, tone } = standingWords(store)
  return <Badge tone={tone}>{label}</Badge>
}
