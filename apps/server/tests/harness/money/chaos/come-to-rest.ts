import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { ask, type Json } from '../../ask.ts'
import type { Scene } from './scene.ts'

const patient = { withinMs: 60_000, everyMs: 200 }

/** Lets all holds end and all money arrive, and waits until nobody has anything left to do. */
export async function comeToRest(scene: Scene): Promise<void> {
  for (const { id } of scene.bookings) {
    await scene.times.arriveLate(id)
    await scene.times.runOut(id)
    await scene.times.bringForward(id)
  }
  await eventually(async () => {
    await tellAgain(scene)
    await handOver(scene)
    expect(await unfinished(scene)).toEqual([])
  }, patient)
}

/** What the provider has said before: so nobody waits for its own next report. */
async function tellAgain(scene: Scene): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select a.id from payments.attempt a join payments.sandbox_payment s on s.attempt_id = a.id
    where a.state <> 'settled' and (s.state = 'settled' or s.settles_at <= now())`.execute(
    scene.database.kysely,
  )
  for (const { id } of rows) await scene.messages.claim(scene.baseUrl, id, 'settled')
}

/** Staff transfer what no provider sends. */
async function handOver({ database, baseUrl, owner: headers }: Scene): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from payments.refund where state = 'awaiting_offline'`.execute(database.kysely)
  for (const { id } of rows) {
    await ask(`${baseUrl}/api/v1/refunds/${id}/verify`, { method: 'POST', headers })
  }
}

/** What is due and not done, and what has failed for good. */
async function unfinished({ database, baseUrl, owner }: Scene): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name || ' ' || state as name from pgboss.job
    where state in ('created', 'retry', 'active') and name ~ '^(bookings|payments)[.]'
      and start_after <= now() + interval '1 minute' and name <> 'payments.reconcile'
    union all
    select 'attempt ' || a.state
    from payments.attempt a join payments.payment p on p.id = a.payment_id
    where a.state in ('created', 'open', 'processing') and p.state in ('closed', 'settled')
    union all
    select 'booking ' || state from bookings.booking where state = 'pending'`.execute(
    database.kysely,
  )
  const { json } = await ask(`${baseUrl}/api/v1/dead-letters`, { headers: owner })
  const dead = Object.values<Json>(json['items'] ?? {}).map((letter) => JSON.stringify(letter))
  return [...rows.map(({ name }) => name), ...dead]
}
