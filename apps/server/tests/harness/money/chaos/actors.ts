import { ask, type Answer, type Question } from '../../ask.ts'
import { bookingFor } from '../../booking.ts'
import { deposit, type Booked } from '../one-team.ts'
import type { Random } from './random.ts'
import type { Scene } from './scene.ts'

/** Does one thing of their own, whatever the others do meanwhile. */
export type Actor = (scene: Scene, random: Random) => Promise<unknown>

/** Who is there. None waits for another, and each is refused as often as not. */
export const actors: Readonly<Record<string, Actor>> = {
  guestBooks,
  guestPays,
  guestPaysAgain,
  staffDecide,
  messagesComeAgain,
  timePasses,
}

async function guestBooks(scene: Scene, random: Random): Promise<void> {
  const body = bookingFor(random.pick(scene.evenings))
  const { status, json } = await send(scene, '/bookings', { body, headers: keyed() })
  if (status !== 201) return
  scene.bookings.push({
    id: String(json['id']),
    reference: String(json['reference']),
    paymentId: String(json['deposit']?.['paymentId']),
    headers: { authorization: `Bearer ${String(json['accessToken'])}` },
  })
}

const cardChoices = ['pay', 'pay', 'duplicate', 'late', 'decline', 'challenge'] as const

/** By card: at once, too late, declined, or reported more than once. */
async function guestPays(scene: Scene, random: Random): Promise<void> {
  const booked = recent(scene, random)
  const choice = random.pick(cardChoices)
  const begun = booked && (await begin(scene, booked, 'card'))
  const url = begun?.json['next']?.['url']
  if (url === undefined) return
  const page = new URL(new URL(String(url)).pathname, scene.baseUrl)
  const body = new URLSearchParams({ choice })
  const { status } = await fetch(page, { method: 'POST', body, redirect: 'manual' })
  if (status >= 500) scene.surprises.push(`the page answered ${status}`)
}

/** By transfer, perhaps for the second time, and staff see the money. Or they do without it. */
async function guestPaysAgain(scene: Scene, random: Random): Promise<void> {
  const booked = recent(scene, random)
  if (!booked) return
  if (random.chance(0.15)) {
    await send(scene, `/bookings/${booked.id}/cancel`, { headers: booked.headers, body: {} })
    return
  }
  const begun = await begin(scene, booked, 'bank_transfer')
  const attemptId = begun?.json['attemptId']
  if (attemptId === undefined || random.chance(0.3)) return
  const body = { attemptId, note: 'Bank statement, line 12' }
  await send(scene, `/payments/${booked.paymentId}/verify`, { headers: scene.owner, body })
}

/** Confirm without money, cancel with or without it, or give some of it back. */
async function staffDecide(scene: Scene, random: Random): Promise<void> {
  const booked = recent(scene, random)
  if (!booked) return
  const { owner: headers } = scene
  const reason = 'So it was decided'
  // Cancelled once, little more can happen to it.
  if (random.chance(0.4)) return
  await random.pick([
    () => send(scene, `/bookings/${booked.id}/confirm`, { headers, body: { reason } }),
    () => send(scene, `/bookings/${booked.id}/cancel`, { headers, body: { reason } }),
    () =>
      send(scene, `/bookings/${booked.id}/cancel`, {
        headers,
        body: { reason, refund: random.pick(['full', 'none']) },
      }),
    () =>
      send(scene, `/payments/${booked.paymentId}/refunds`, {
        headers: { ...headers, ...keyed() },
        body: { amount: random.pick([1_000, 5_000, deposit]), reason },
      }),
  ])()
}

/** Of any attempt, in any order, as often as you like, and not always true. */
async function messagesComeAgain(scene: Scene, random: Random): Promise<void> {
  if (scene.attempts.length === 0) return
  const attemptId = random.pick(scene.attempts)
  const states = [1, 2, 3].map(() => random.pick(['settled', 'failed', 'expired', 'processing']))
  const claims = states.map((state) => scene.messages.claim(scene.baseUrl, attemptId, state))
  for (const status of await Promise.all(claims)) {
    if (status !== 204) scene.surprises.push(`a message was answered ${status}`)
  }
}

/** A hold has run out; money that came late is there. */
async function timePasses(scene: Scene, random: Random): Promise<void> {
  const booked = recent(scene, random)
  if (!booked || random.chance(0.4)) return
  await scene.times.runOut(booked.id)
  if (random.chance(0.5)) await scene.times.arriveLate(booked.id)
  if (random.chance(0.5)) await scene.times.bringForward(booked.id)
}

/** One of the last: what is long decided is touched seldom. */
function recent({ bookings }: Scene, random: Random): Booked | undefined {
  const last = bookings.slice(random.chance(0.2) ? 0 : -4)
  return last.length === 0 ? undefined : random.pick(last)
}

async function begin(scene: Scene, booked: Booked, method: string): Promise<Answer | undefined> {
  const path = `/payments/${booked.paymentId}/attempts`
  const answer = await send(scene, path, { headers: booked.headers, body: { method } })
  if (answer.status !== 200) return undefined
  scene.attempts.push(String(answer.json['attemptId']))
  return answer
}

async function send(scene: Scene, path: string, question: Question): Promise<Answer> {
  const answer = await ask(`${scene.baseUrl}/api/v1${path}`, { method: 'POST', ...question })
  const { status, text } = answer
  const isRefusal = status === 409 || status === 410
  if (status >= 400 && !isRefusal) scene.surprises.push(`${path}: ${status} ${text}`)
  return answer
}

function keyed() {
  return { 'idempotency-key': crypto.randomUUID() }
}
