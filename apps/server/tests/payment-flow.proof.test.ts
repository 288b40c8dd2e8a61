import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { expect, test } from 'vitest'
import { givenPayments, type Payments } from './harness/money/given-payments.ts'
import { killAt, killPoints } from './harness/money/kill-points.ts'
import { bookDespite, deposit, newEvening, type Booked } from './harness/money/one-team.ts'
import { faultsIn, ledgerOf, mailsAbout, outcomeOf } from './harness/money/outcome.ts'
import { beginToPay, payByCard } from './harness/money/paying-guest.ts'
import { expectEnd, paysAfterResale, paysInTime, type Story } from './harness/money/stories.ts'

// Each costs the start of a process.
const kills = proofSize({ reduced: 4, full: killPoints.length })
const stride = Math.floor(killPoints.length / kills)
const points = killPoints.filter((_, index) => index % stride === 0).slice(0, kills)
const rounds = proofSize({ reduced: 1, full: 20 })

test('kill -9 at each step of a payment, webhooks doubled, reordered and untrue: one outcome, one mail, the ledger is zero', async () => {
  const { database, appUrl, ownerUrl } = await testDatabase()
  await using payments = await givenPayments({ appUrl, ownerUrl })
  const stories: Promise<Story[]>[] = []
  for (const point of points) {
    const dead = killAt(payments.holdfast.process, payments.proxy, point)
    // Both go on, with the next process, until they are told.
    const begun = [paysInTime(payments), paysAfterResale(payments)]
    stories.push(...begun)
    await Promise.race([dead, Promise.all(begun).then(() => reached(dead, point.name))])
    await payments.startAgain()
  }
  for (const story of (await Promise.all(stories)).flat()) {
    await expectEnd(database, payments, story)
  }
  expect(await faultsIn(database)).toEqual([])
  // A settlement each, and a refund in two steps for each that was late.
  expect(await ledgerOf(database)).toEqual({ moves: kills * (3 + 2), sum: 0 })
}, 600_000)

async function reached(dead: Promise<void>, name: string): Promise<void> {
  const late = AbortSignal.timeout(30_000)
  const missed = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(new Error(`nothing came to ${name}`)))
  })
  await Promise.race([dead, missed])
}

test('forged webhooks are refused without a word, and a signed one that is not true pays nothing', async () => {
  const { database, appUrl, ownerUrl } = await testDatabase()
  await using payments = await givenPayments({ appUrl, ownerUrl })
  const { baseUrl, messages, stationId, dataFolder } = payments
  const booked = await bookDespite(payments, newEvening(stationId))
  const attemptId = String((await beginToPay(payments, booked))['attemptId'])
  expect(await messages.forge(baseUrl, attemptId)).toEqual([401, 401, 401, 401])
  expect(await messages.claim(baseUrl, attemptId, 'settled')).toBe(204)

  // Whoever pays after it has been heard after it: nothing of what was claimed is still on its way.
  const [honest] = await paysInTime(payments)
  if (honest) await expectEnd(database, payments, honest)
  expect(await outcomeOf(database, booked.id)).toMatchObject({ booking: 'pending', paid: 0 })
  expect(await mailsAbout(dataFolder, booked.reference)).toEqual([])
  expect(await faultsIn(database)).toEqual([])
}, 90_000)

test('two pending for one time who pay at the same moment: one is confirmed, the other gets the money back', async () => {
  const { database, appUrl, ownerUrl } = await testDatabase()
  await using payments = await givenPayments({ appUrl, ownerUrl })
  for (let round = 0; round < rounds; round++) {
    const rivals = await payAtOnce(payments)
    const winner = await eventually(async () => {
      const outcomes = await Promise.all(rivals.map(({ id }) => outcomeOf(database, id)))
      const states = outcomes.map(({ booking, refunded }) => [booking, refunded])
      expect(states.toSorted()).toEqual([
        ['confirmed', 0],
        ['expired', deposit],
      ])
      return outcomes.findIndex(({ booking }) => booking === 'confirmed')
    }, patient)
    for (const [index, booked] of rivals.entries()) {
      const end = index === winner ? 'confirmed' : 'given back'
      await expectEnd(database, payments, { booked, end })
    }
  }
  expect(await faultsIn(database)).toEqual([])
  expect(await ledgerOf(database)).toEqual({ moves: rounds * (2 + 2), sum: 0 })
}, 180_000)

const patient = { withinMs: 30_000, everyMs: 100 }

/** Neither holds the time any more when the money of both arrives: whoever is heard first has it. */
async function payAtOnce(payments: Payments): Promise<readonly Booked[]> {
  const { times, messages, baseUrl, stationId } = payments
  const slot = newEvening(stationId)
  const rivals: Booked[] = []
  const attempts: string[] = []
  for (const _ of [1, 2]) {
    const booked = await bookDespite(payments, slot)
    attempts.push(await payByCard(payments, booked, 'late'))
    await times.runOut(booked.id)
    rivals.push(booked)
  }
  await Promise.all(rivals.map(({ id }) => times.arriveLate(id)))
  await Promise.all(attempts.map((id) => messages.claim(baseUrl, id, 'settled')))
  return rivals
}
