import type { StoreEvent } from '@holdfast/stores/contract'
import type { EventLevel, StoreSearch } from '../store-search.ts'

interface Level {
  readonly label: string
  readonly levels: readonly StoreEvent['level'][]
}

export const eventLevels: Readonly<Record<EventLevel, Level>> = {
  warning: { label: 'Warnings and errors', levels: ['warning', 'error'] },
  error: { label: 'Errors alone', levels: ['error'] },
}

/** Whether an event is one of those that the address asks for. */
export function matchesSearch(event: StoreEvent, { level, step }: StoreSearch): boolean {
  const isOfLevel = level === undefined || eventLevels[level].levels.includes(event.level)
  return isOfLevel && (step === undefined || event.step === step)
}
