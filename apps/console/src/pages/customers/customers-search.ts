/** Whom the list is searched for; everybody unless told. */
export interface CustomersSearch {
  readonly q?: string
}

const longest = 100

/** Reads an address; what it can not mean is dropped. */
export function readCustomersSearch(raw: Readonly<Record<string, unknown>>): CustomersSearch {
  const { q } = raw
  // A number alone comes from an address as a number.
  const text = typeof q === 'number' ? String(q) : q
  if (typeof text !== 'string' || text.trim() === '' || text.length > longest) return {}
  return { q: text.trim() }
}
