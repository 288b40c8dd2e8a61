import type { Context } from 'hono'

/** The fields of a form, each once and as text. What is no form has none. */
export async function readForm(c: Context): Promise<Readonly<Record<string, string>>> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return {}
  const fields = new URLSearchParams(await c.req.text())
  return Object.fromEntries(
    [...fields].slice(0, 50).map(([name, value]) => [name, printable(value)]),
  )
}

/** PostgreSQL keeps no NUL, and nobody means one. */
function printable(value: string): string {
  return value.replaceAll('\u0000', '').slice(0, 2_000)
}

export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined
}
