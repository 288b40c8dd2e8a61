/** Warnings and errors, or errors alone. */
export type EventLevel = 'warning' | 'error'

/** Which events of a store are shown; all unless told. */
export interface StoreSearch {
  readonly level?: EventLevel
  /** The name of a step. */
  readonly step?: string
}

/** Reads an address; what it can not mean is dropped. */
export function readStoreSearch(raw: Readonly<Record<string, unknown>>): StoreSearch {
  const { level, step } = raw
  return {
    ...(isLevel(level) ? { level } : {}),
    ...(typeof step === 'string' && /^[a-z]{1,20}$/i.test(step) ? { step } : {}),
  }
}

function isLevel(name: unknown): name is EventLevel {
  return name === 'warning' || name === 'error'
}
