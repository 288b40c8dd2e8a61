import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { afterAll, describe, expect, test } from 'vitest'
import type { Auth } from '../../auth/auth.ts'
import { personWithSecondFactor } from '../../fixtures/authenticator.ts'
import type { Answer } from '../../fixtures/browser.ts'
import { migrations } from '../../fixtures/business.ts'
import { goodPassword, openFrontDoor, type FrontDoor } from '../../fixtures/front-door.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const stranger = (): string => `nobody-${Math.random()}@example.com`
const wrong = 'a wrong and noisy evening'

/** All that a caller sees, without what is different in every answer. */
function seen({ status, text, headers, setCookies }: Answer) {
  const { correlationId: _, ...body } = JSON.parse(text)
  const varying = new Set(['x-correlation-id', 'date'])
  const others = [...headers].filter(([name]) => !varying.has(name) && !isCounter(name))
  return { status, body, others, setCookies }
}

/** The counters of the limits go down with each call, whoever is asked for. */
function isCounter(name: string): boolean {
  return name.startsWith('x-ratelimit') || name.startsWith('ratelimit')
}

describe('by what is answered', () => {
  test('a wrong password, an unknown address and an unconfirmed one are one answer', async () => {
    const known = await door.person()
    const unconfirmed = await door.person({ emailVerified: false })
    const browser = door.browser()
    const answers = [
      await browser.post('/sign-in', { email: known.email, password: wrong }),
      await browser.post('/sign-in', { email: stranger(), password: wrong }),
      await browser.post('/sign-in', { email: unconfirmed.email, password: wrong }),
      await browser.post('/sign-in', { email: unconfirmed.email, password: goodPassword }),
    ].map(seen)
    expect(answers[0]).toMatchObject({ status: 401, setCookies: [] })
    for (const one of answers) expect(one).toEqual(answers[0])
  })

  test('a person with a second factor is not told apart before the password is right', async () => {
    const known = await personWithSecondFactor(door)
    const browser = door.browser()
    const answer = await browser.post('/sign-in', { email: known.email, password: wrong })
    const other = await browser.post('/sign-in', { email: stranger(), password: wrong })
    expect(seen(answer)).toEqual(seen(other))
  })

  test.each(['/password-resets', '/email-verifications'])('POST %s', async (path) => {
    const [known, waiting] = [await door.person(), await door.person({ emailVerified: false })]
    const browser = door.browser()
    const answers = []
    for (const email of [known.email, waiting.email, stranger()]) {
      answers.push(seen(await browser.post(path, { email })))
    }
    expect(answers[0]).toEqual(answers[2])
    expect(answers[1]).toEqual(answers[2])
  })
})

const pairs = proofSize({ reduced: 7, full: 15 })

/** Median times of the same request for an address with an account and for one without. */
async function compareTimes(given: FrontDoor, path: string, body: object) {
  const { email } = await given.person()
  const browser = given.browser()
  const times = { known: [] as number[], unknown: [] as number[] }
  const measure = async (kind: 'known' | 'unknown') => {
    const asked = kind === 'known' ? email : stranger()
    const startedMs = performance.now()
    await browser.post(path, { ...body, email: asked })
    times[kind].push(performance.now() - startedMs)
  }
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const kind of order) await measure(kind)
  }
  return { known: median(times.known), unknown: median(times.unknown) }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** The machine may be busy: a hash that is left out is far more than this. */
function areAlike({ known, unknown }: { known: number; unknown: number }): boolean {
  return unknown / known > 0.5 && unknown / known < 2
}

/** Refuses an unknown address without hashing anything. */
function withoutDummyHash(auth: Auth): Auth {
  return {
    ...auth,
    async signIn(credentials, browser) {
      const isUnknown = credentials.email.startsWith('nobody-')
      return isUnknown ? { outcome: 'refused' } : auth.signIn(credentials, browser)
    },
  }
}

describe('by the time that the answer takes', () => {
  test('sign-in with a wrong password takes as long for an unknown address', async () => {
    const times = await compareTimes(door, '/sign-in', { password: wrong })
    expect(times).toSatisfy(areAlike)
  })

  test('a twin without the dummy hash is told apart: it would be seen', async () => {
    const twin = openFrontDoor({ database, appUrl, breakAuth: withoutDummyHash })
    expect(await compareTimes(twin, '/sign-in', { password: wrong })).not.toSatisfy(areAlike)
    await twin.close()
  })

  test('a password reset takes as long for an unknown address', async () => {
    expect(await compareTimes(door, '/password-resets', {})).toSatisfy(areAlike)
  })
})
