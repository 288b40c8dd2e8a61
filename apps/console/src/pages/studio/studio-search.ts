/** What the addresses of the studio say; each page knows what it means by it. */
export interface StudioSearch {
  readonly kind?: string
  readonly origin?: string
  /** Words to look for. */
  readonly q?: string
  readonly show?: string
  /** The file that is open. */
  readonly open?: string
}

const names = ['kind', 'origin', 'q', 'show', 'open'] as const

/** Reads an address; what it can not mean is dropped. */
export function readStudioSearch(raw: Readonly<Record<string, unknown>>): StudioSearch {
  return Object.fromEntries(names.flatMap((name) => textOf(name, raw[name])))
}

function textOf(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== 'string' && typeof value !== 'number') return []
  const text = String(value)
  return text === '' || text.length > 100 ? [] : [[name, text]]
}
