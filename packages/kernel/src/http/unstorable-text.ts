/**
 * True when a text inside `value` has a NUL or half of a surrogate pair, which PostgreSQL
 * refuses: better to tell the caller than to fail in the middle of the work.
 */
export function hasUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed()
  if (Array.isArray(value)) return value.some(hasUnstorableText)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([name, member]) => hasUnstorableText(name) || hasUnstorableText(member),
  )
}
