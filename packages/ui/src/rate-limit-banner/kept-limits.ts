import type { MetLimit } from './limit-notice.ts'

/** A limit as it outlives a reload. */
export interface KeptLimit extends MetLimit {
  readonly isDismissed: boolean
}

/** The part of `Storage` that is used; the browser's may refuse to write. */
export interface LimitStorage {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
}

// Not the client's own `holdfast.limits`, which counts tokens.
const slot = 'holdfast.limit-banner'

// No limit of ours is longer. What claims to be comes from a clock that was set back.
const longestMs = 86_400_000

/** What was kept, ended or not. Anything unreadable counts as nothing. */
export function loadLimits(storage: LimitStorage): readonly KeptLimit[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(slot) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isKeptLimit) : []
  } catch {
    return []
  }
}

/** Keeps them for a reload. A storage that refuses costs only that. */
export function keepLimits(storage: LimitStorage, limits: readonly KeptLimit[]): void {
  try {
    storage.setItem(slot, JSON.stringify(limits))
  } catch {
    // Private windows and full storages: the banner still counts in this page.
  }
}

/** Whether a limit still has time to go. */
export function runs({ endsAtMs }: MetLimit, now: number): boolean {
  return endsAtMs > now && endsAtMs - now <= longestMs
}

function isKeptLimit(value: unknown): value is KeptLimit {
  return (
    typeof value === 'object' &&
    value !== null &&
    'category' in value &&
    typeof value.category === 'string' &&
    'endsAtMs' in value &&
    typeof value.endsAtMs === 'number' &&
    'isDismissed' in value &&
    typeof value.isDismissed === 'boolean'
  )
}
