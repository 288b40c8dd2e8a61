import { ask, type Json } from './ask.ts'
import { operatorToken } from './start-holdfast.ts'

export const asOperator = { authorization: `Bearer ${operatorToken}` }

/** The references of all bookings, newest start first, page by page. */
export async function listBookings(baseUrl: string): Promise<readonly string[]> {
  const references: string[] = []
  let cursor = ''
  for (;;) {
    const url = `${baseUrl}/api/v1/bookings?limit=100${cursor && `&cursor=${cursor}`}`
    const { json } = await ask(url, { headers: asOperator })
    const items = Object.values<Json>(json['items'] ?? {})
    references.push(...items.map((item) => String(item['reference'])))
    const next = json['page']?.['nextCursor']
    if (next === undefined) return references
    cursor = encodeURIComponent(String(next))
  }
}
