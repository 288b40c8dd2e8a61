import { eventually } from '@holdfast/testing/eventually'
import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actors } from './harness/money/chaos/actors.ts'
import { comeToRest } from './harness/money/chaos/come-to-rest.ts'
import { createRandom } from './harness/money/chaos/random.ts'
import { openScene, type Scene } from './harness/money/chaos/scene.ts'
import { wrongsIn } from './harness/money/chaos/wrongs.ts'

const rounds = proofSize({ reduced: 30, full: 1_000 })
const seed = Number(process.env['PROOF_SEED'] ?? 20_261_122)

/** What came of all that: a proof in which nothing happens proves nothing. */
async function tallyOf({ database }: Scene): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ what: string; count: number }>`
    select state as what, count(*)::int as count from bookings.booking group by state
    union all select 'settled', count(*)::int from payments.attempt where state = 'settled'
    union all select 'refunded', count(*)::int from payments.refund where state = 'settled'
    union all select type, count(*)::int from kernel.event
      where type in ('payment.overpaid', 'booking.depositReturned') group by type`.execute(
    database.kysely,
  )
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]))
}

test(`guests, staff, the provider and time at random: nothing is sold twice, and no money is lost, kept or given back twice (seed ${seed})`, async () => {
  await using scene = await openScene(await testDatabase())
  const roles = Object.values(actors).map((act, index) => ({
    act,
    random: createRandom(seed + index),
  }))
  for (let round = 0; round < rounds; round++) {
    await Promise.all(roles.map(({ act, random }) => act(scene, random)))
  }
  await comeToRest(scene)
  const patient = { withinMs: 20_000, everyMs: 250 }
  await eventually(async () => expect(await wrongsIn(scene)).toEqual([]), patient)
  expect(scene.surprises).toEqual([])
  const tally = await tallyOf(scene)
  for (const what of ['cancelled', 'settled', 'refunded']) {
    expect(tally[what], JSON.stringify(tally)).toBeGreaterThan(0)
  }
}, 420_000)
