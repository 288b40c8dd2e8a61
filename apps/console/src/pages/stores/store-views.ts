import type { Phase } from '@holdfast/stores/contract'
import type { StoresSearch, StoreView } from './stores-search.ts'

interface View {
  readonly label: string
  readonly states: readonly Phase[]
}

/** Which stores are shown; all that are not deleted unless told. */
export const storeViews: Readonly<Record<StoreView, View>> = {
  coming: { label: 'Being set up', states: ['requested', 'queued', 'provisioning', 'verifying'] },
  open: { label: 'Open', states: ['ready', 'updating', 'resuming'] },
  trouble: { label: 'In trouble', states: ['degraded', 'failed', 'delete_blocked'] },
  suspended: { label: 'Suspended', states: ['suspending', 'suspended'] },
  deleted: { label: 'Deleted', states: ['deleting', 'deleted'] },
}

/** The states of a view; none of them named means all that are not deleted. */
export function statesOf({ show }: StoresSearch): readonly Phase[] {
  return show === undefined ? [] : storeViews[show].states
}
