/** The part of the browser's `Storage` that is needed. */
export interface KeyValueStorage {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
}

/**
 * Keeps what the storage refuses (forbidden, full, absent) in memory, so that no call breaks:
 * it then lasts as long as the page.
 */
export function safeStorage(storage: KeyValueStorage | undefined): KeyValueStorage {
  const kept = new Map<string, string>()
  return {
    getItem(name) {
      return kept.get(name) ?? attempt(() => storage?.getItem(name)) ?? null
    },
    setItem(name, value) {
      if (!storage || !succeeds(() => storage.setItem(name, value))) kept.set(name, value)
      else kept.delete(name)
    },
    removeItem(name) {
      kept.delete(name)
      attempt(() => storage?.removeItem(name))
    },
  }
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function succeeds(work: () => void): boolean {
  return (
    attempt(() => {
      work()
      return true
    }) === true
  )
}

/** What is stored as JSON under `name`; undefined when there is nothing, or nothing sound. */
export function readJson(storage: KeyValueStorage, name: string): unknown {
  return attempt((): unknown => JSON.parse(storage.getItem(name) ?? 'null')) ?? undefined
}
