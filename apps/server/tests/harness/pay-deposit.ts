import { eventually } from '@holdfast/testing/eventually'
import { ask, type Json } from './ask.ts'
import type { Operator } from './operator.ts'

/** Pays the deposit of a booking on the page of the sandbox, and waits until it is confirmed. */
export async function payDeposit(baseUrl: string, booked: Json): Promise<void> {
  const headers = { authorization: `Bearer ${String(booked['accessToken'])}` }
  const paymentId = String(booked['deposit']?.['paymentId'])
  const started = await ask(`${baseUrl}/api/v1/payments/${paymentId}/attempts`, {
    method: 'POST',
    headers,
    body: { method: 'card' },
  })
  const chosen = await fetch(String(started.json['next']?.['url']), {
    method: 'POST',
    body: new URLSearchParams({ choice: 'pay' }),
    redirect: 'manual',
  })
  if (chosen.status !== 303) throw new Error(`not paid: ${started.text} ${chosen.status}`)
  await eventually(
    async () => {
      const { json } = await ask(`${baseUrl}/api/v1/bookings/${String(booked['id'])}`, { headers })
      if (String(json['state']) !== 'confirmed') throw new Error(`still ${json['state']}`)
    },
    { withinMs: 15_000, everyMs: 50 },
  )
}

/** Has every station confirm bookings at once, for tests that are about something else. */
export async function askNoDeposits(baseUrl: string, operator: Operator): Promise<void> {
  const { json } = await ask(`${baseUrl}/api/v1/stations`)
  for (const { id } of Object.values<Json>(json['items'] ?? {})) {
    const url = `${baseUrl}/api/v1/stations/${String(id)}`
    const changed = await ask(url, { method: 'PATCH', headers: operator, body: { deposit: 0 } })
    if (changed.status !== 200) throw new Error(`not changed: ${changed.text}`)
  }
}
