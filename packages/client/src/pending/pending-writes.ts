import type { Clock } from '../platform/platform.ts'
import { newKey } from '../platform/random-text.ts'
import { readJson, type KeyValueStorage } from '../platform/safe-storage.ts'

// The service keeps its keys for a day: after that, one protects nothing.
const keptForMs = 24 * 3_600_000

/** A write whose outcome is not known yet. */
interface PendingWrite {
  readonly key: string
  readonly sinceMs: number
}

type Table = Readonly<Record<string, PendingWrite>>

/** The keys of writes that the service has not decided yet, by the fingerprint of the write. */
export interface PendingWrites {
  /** The key that this write goes out under: that of its lost answer, or a new one. */
  keyOf(write: string): string
  /** The write is about to be sent: from now on its key survives a reload. */
  sending(write: string, key: string): void
  /** The service has decided: the same write again is another one. */
  decided(write: string, key: string): void
  isPending(write: string, withinMs: number): boolean
}

export interface PendingParts {
  readonly clock: Clock
  /** Where keys are kept, the tab's own first; a key in any of them counts. */
  readonly storages: readonly KeyValueStorage[]
  /** The name under which the storages keep the table. */
  readonly name: string
}

export function createPendingWrites({ clock, storages, name }: PendingParts): PendingWrites {
  const nowMs = () => clock.now().getTime()

  function find(write: string): PendingWrite | undefined {
    for (const storage of storages) {
      const found = readTable(storage, name)[write]
      if (found && nowMs() - found.sinceMs < keptForMs) return found
    }
    return undefined
  }

  function change(
    storage: KeyValueStorage,
    write: string,
    pending: PendingWrite | undefined,
  ): void {
    const others = Object.entries(readTable(storage, name)).filter(
      ([other, { sinceMs }]) => other !== write && nowMs() - sinceMs < keptForMs,
    )
    const table = Object.fromEntries(pending ? [...others, [write, pending]] : others)
    storage.setItem(name, JSON.stringify(table))
  }

  return {
    keyOf: (write) => find(write)?.key ?? newKey(),
    sending(write, key) {
      if (find(write)?.key === key) return
      for (const storage of storages) change(storage, write, { key, sinceMs: nowMs() })
    },
    decided(write, key) {
      for (const storage of storages) {
        if (readTable(storage, name)[write]?.key === key) change(storage, write, undefined)
      }
    },
    isPending(write, withinMs) {
      const found = find(write)
      return found !== undefined && nowMs() - found.sinceMs < withinMs
    },
  }
}

function readTable(storage: KeyValueStorage, name: string): Table {
  const kept = readJson(storage, name)
  if (typeof kept !== 'object' || kept === null) return {}
  return Object.fromEntries(Object.entries(kept).filter(isEntry))
}

function isEntry(entry: [string, unknown]): entry is [string, PendingWrite] {
  const [, value] = entry
  if (typeof value !== 'object' || value === null) return false
  return (
    'key' in value &&
    typeof value.key === 'string' &&
    'sinceMs' in value &&
    typeof value.sinceMs === 'number'
  )
}
