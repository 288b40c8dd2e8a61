import { ask, type Json } from './ask.ts'
import { claimOwnership, type Session } from './owner.ts'
import type { Holdfast } from './start-holdfast.ts'

/** Headers of a machine of the business. */
export type Operator = { readonly authorization: string }

/** Everything that a machine may do. */
const actions = [
  'bookings.read',
  'bookings.list',
  'bookings.cancel',
  'bookings.export',
  'stations.read',
  'stations.create',
  'stations.manage',
]

/** Claims a fresh service and makes an API key that may do everything that a machine may. */
export async function becomeOperator(
  holdfast: Pick<Holdfast, 'baseUrl' | 'output'>,
): Promise<Operator> {
  return makeKey(holdfast.baseUrl, await claimOwnership(holdfast))
}

export async function makeKey(baseUrl: string, headers: Session): Promise<Operator> {
  const body = { name: 'Tests', actions }
  const made = await ask(`${baseUrl}/api/v1/api-keys`, { method: 'POST', headers, body })
  if (made.status !== 201) throw new Error(`no key was made: ${made.text}`)
  return { authorization: `Bearer ${String(made.json['key'])}` }
}

/** The references of all bookings, newest start first, page by page. */
export async function listBookings(
  baseUrl: string,
  operator: Operator,
): Promise<readonly string[]> {
  const references: string[] = []
  let cursor = ''
  for (;;) {
    const url = `${baseUrl}/api/v1/bookings?limit=100${cursor && `&cursor=${cursor}`}`
    const { json } = await ask(url, { headers: operator })
    const items = Object.values<Json>(json['items'] ?? {})
    references.push(...items.map((item) => String(item['reference'])))
    const next = json['page']?.['nextCursor']
    if (next === undefined) return references
    cursor = encodeURIComponent(String(next))
  }
}
