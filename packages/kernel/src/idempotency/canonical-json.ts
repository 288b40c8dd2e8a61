/**
 * The one text of a JSON value, whatever the order of its members and its spacing: members
 * sorted by UTF-16 code units, numbers and strings as `JSON.stringify` writes them (RFC 8785).
 * Members that are `undefined` are left out. Throws a TypeError for what JSON can not say.
 * It recurses: whoever reads JSON from outside limits its depth first.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isRecord(value)) return `{${membersOf(value).join(',')}}`
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value)
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  throw new TypeError(`JSON has no ${typeof value === 'number' ? String(value) : typeof value}`)
}

function membersOf(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
