import { testDatabase } from '@holdfast/testing/database'
import { afterEach, describe, expect, test } from 'vitest'
import type { Auth } from '../../auth/auth.ts'
import { halfSignedIn, personWithSecondFactor } from '../../fixtures/authenticator.ts'
import { migrations } from '../../fixtures/business.ts'
import {
  goodPassword,
  openFrontDoor,
  type FrontDoor,
  type FrontDoorOptions,
} from '../../fixtures/front-door.ts'

const { database, appUrl } = await testDatabase({ migrations })
const opened: FrontDoor[] = []
afterEach(async () => {
  for (const door of opened.splice(0)) await door.close()
})

/** With the limits that a service has: 5 a minute and 20 an hour. */
function limitedDoor(options: Pick<FrontDoorOptions, 'breakAuth'> = {}): FrontDoor {
  const door = openFrontDoor({ database, appUrl, realLimits: true, ...options })
  opened.push(door)
  return door
}

/** Refuses every sign-in without the time that hashing takes: for tests that count tries alone. */
function refusing(auth: Auth): Auth {
  return { ...auth, signIn: async () => ({ outcome: 'refused' }) }
}

const minuteMs = 60_000
const addressOf = (number: number) => `198.51.100.${number}`

async function tryFrom(door: FrontDoor, address: string, credentials: object): Promise<number> {
  return (await door.browser({ address }).post('/sign-in', credentials)).status
}

test('one account from many addresses: five tries a minute in all, then 429', async () => {
  const door = limitedDoor({ breakAuth: refusing })
  const { email } = await door.person()
  const statuses: number[] = []
  for (let number = 1; number <= 8; number++) {
    statuses.push(await tryFrom(door, addressOf(number), { email, password: `wrong ${number}` }))
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
})

test('the same address in capitals is the same account', async () => {
  const door = limitedDoor({ breakAuth: refusing })
  const { email } = await door.person()
  const statuses: number[] = []
  for (let number = 1; number <= 6; number++) {
    const typed = number % 2 === 0 ? email.toUpperCase() : email
    statuses.push(await tryFrom(door, addressOf(number), { email: typed, password: 'wrong' }))
  }
  expect(statuses.at(-1)).toBe(429)
})

test('one address over many accounts: five tries a minute in all, then 429', async () => {
  const door = limitedDoor({ breakAuth: refusing })
  const statuses: number[] = []
  for (let number = 1; number <= 8; number++) {
    const credentials = { email: `somebody-${number}@example.com`, password: 'wrong' }
    statuses.push(await tryFrom(door, addressOf(1), credentials))
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
})

test('twenty tries an hour for one account, however patient', async () => {
  const door = limitedDoor({ breakAuth: refusing })
  const { email } = await door.person()
  const statuses: number[] = []
  for (let number = 1; number <= 25; number++) {
    if (number % 5 === 1) door.clock.jump(2 * minuteMs)
    await door.clock.advance(2 * minuteMs)
    statuses.push(await tryFrom(door, addressOf(number), { email, password: 'wrong' }))
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(20)
  expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429])
})

test('a stranger locks nobody out for ever: the owner gets in when the window has passed', async () => {
  const door = limitedDoor()
  const { email } = await door.person()
  for (let number = 1; number <= 10; number++) {
    await tryFrom(door, addressOf(number), { email, password: 'wrong' })
  }
  const owner = { email, password: goodPassword }
  expect(await tryFrom(door, addressOf(200), owner)).toBe(429)
  await door.clock.advance(2 * minuteMs)
  expect(await tryFrom(door, addressOf(200), owner)).toBe(200)
})

test('a limited answer says when to come back, and the same for an unknown address', async () => {
  const door = limitedDoor({ breakAuth: refusing })
  const { email } = await door.person()
  const answers = []
  for (const asked of [email, 'nobody@example.com']) {
    let last
    for (let number = 1; number <= 6; number++) {
      const browser = door.browser({ address: addressOf(number) })
      last = await browser.post('/sign-in', { email: asked, password: 'wrong' })
      await door.clock.advance(10)
    }
    answers.push(last)
    await door.clock.advance(2 * minuteMs)
  }
  expect(answers.map((answer) => answer?.status)).toEqual([429, 429])
  const waits = answers.map((answer) => Number(answer?.headers.get('retry-after')))
  expect(waits[0]).toBeGreaterThan(0)
  expect(Math.abs((waits[0] ?? 0) - (waits[1] ?? 0))).toBeLessThanOrEqual(1)
})

describe('the second factor', () => {
  test('five wrong codes end a sign-in: the password is needed again', async () => {
    const door = openFrontDoor({ database, appUrl })
    opened.push(door)
    const { app, email } = await personWithSecondFactor(door)
    const { browser } = await halfSignedIn(door, email)
    const wrong = ['000000', '000001', '000002'].find((code) => code !== app.code())
    const codes: string[] = []
    for (let attempt = 0; attempt < 6; attempt++) {
      codes.push((await browser.post('/sign-in/second-factor', { code: wrong })).json.code)
    }
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'identity.wrongCode'))
    expect(codes[5]).toBe('identity.signInAgain')
    const late = await browser.post('/sign-in/second-factor', { code: app.code() })
    expect(late.json.code).toBe('identity.signInAgain')
  })

  test('codes for one account from many addresses and sign-ins: five a minute in all', async () => {
    const door = limitedDoor()
    const { app, email } = await personWithSecondFactor(door)
    const wrong = ['000000', '000001', '000002'].find((code) => code !== app.code())
    const waiting = []
    for (let number = 1; number <= 4; number++) {
      const browser = door.browser({ address: addressOf(number) })
      await browser.post('/sign-in', { email, password: goodPassword })
      waiting.push(browser)
    }
    const statuses: number[] = []
    for (let attempt = 0; attempt < 8; attempt++) {
      const from = door.browser({ address: addressOf(100 + attempt) })
      for (const [name, value] of waiting[attempt % 4]?.cookies ?? []) from.cookies.set(name, value)
      statuses.push((await from.post('/sign-in/second-factor', { code: wrong })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  })

  test('whoever forges the cookie of a waiting sign-in has the tries of their address', async () => {
    const door = limitedDoor()
    const statuses: number[] = []
    for (let attempt = 0; attempt < 7; attempt++) {
      const browser = door.browser({ address: addressOf(1) })
      browser.cookies.set('__Host-holdfast_second_factor', `2fa-${attempt}.c2lnbmF0dXJl`)
      statuses.push((await browser.post('/sign-in/second-factor', { code: '123456' })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  })

  test('many codes at once for one sign-in: not one more than five is looked at', async () => {
    const door = openFrontDoor({ database, appUrl })
    opened.push(door)
    const { app, email } = await personWithSecondFactor(door)
    const { browser } = await halfSignedIn(door, email)
    const wrong = Array.from({ length: 40 }, (_, index) => String(index).padStart(6, '0'))
    const answers = await Promise.all(
      wrong
        .filter((code) => code !== app.code())
        .map((code) => browser.post('/sign-in/second-factor', { code })),
    )
    const looked = answers.filter(({ json }) => json.code === 'identity.wrongCode')
    expect(looked.length).toBeLessThanOrEqual(5)
  })
})

test('whoever uses up the tries of an account leaves its owner the way back by mail', async () => {
  const door = limitedDoor()
  const { email } = await door.person()
  for (let number = 1; number <= 6; number++) {
    await tryFrom(door, addressOf(number), { email, password: 'wrong' })
  }
  expect(await tryFrom(door, addressOf(9), { email, password: goodPassword })).toBe(429)
  const reset = await door.browser({ address: addressOf(9) }).post('/password-resets', { email })
  expect(reset.status).toBe(202)
})

test('a stolen session guesses the password no quicker than a sign-in, and costs its owner none', async () => {
  const door = limitedDoor()
  const account = await door.person()
  const stolen = await door.signedIn(account)
  const statuses: number[] = []
  for (let number = 1; number <= 7; number++) {
    const guess = { currentPassword: `wrong ${number}`, newPassword: 'a longer and louder morning' }
    statuses.push((await stolen.post('/me/password', guess)).status)
  }
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429])
  const owner = { email: account.email, password: goodPassword }
  expect(await tryFrom(door, addressOf(9), owner)).toBe(200)
  expect((await stolen.post('/me/second-factor', { password: goodPassword })).status).toBe(200)
})
