import { testDatabase } from '@holdfast/testing/database'
import { afterAll, describe, expect, test } from 'vitest'
import type { Auth } from '../../auth/auth.ts'
import { turnOnSecondFactor } from '../../fixtures/authenticator.ts'
import type { Browser } from '../../fixtures/browser.ts'
import { migrations } from '../../fixtures/business.ts'
import { goodPassword, openFrontDoor, type FrontDoor } from '../../fixtures/front-door.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const sessionCookie = '__Host-holdfast_session'
const password = goodPassword

/** The attacker's own session, planted in the victim's browser, and kept by the attacker. */
async function plantSession(given: FrontDoor, victim: Browser): Promise<Browser> {
  const attacker = await given.signedIn(await given.person())
  victim.cookies.set(sessionCookie, attacker.cookies.get(sessionCookie) ?? '')
  return attacker
}

/** Whether the attacker's planted cookie opens the account of whoever signed in over it. */
async function isFixed(given: FrontDoor): Promise<boolean> {
  const { email } = await given.person()
  const victim = given.browser()
  const attacker = await plantSession(given, victim)
  await victim.post('/sign-in', { email, password })
  const seen = await attacker.get('/me')
  return seen.status === 200 && seen.json.person.email === email
}

test('a cookie set before sign-in is not the session after it', async () => {
  expect(await isFixed(door)).toBe(false)
})

/** Signs a person in by giving the session that is there to them. */
function keepsTheSession(auth: Auth): Auth {
  return {
    ...auth,
    async signIn(credentials, browser) {
      const done = await auth.signIn(credentials, browser)
      const old = auth.readSession(browser.cookie)
      if (done.outcome !== 'signedIn' || old === undefined) return done
      await database.kysely
        .withTables<{ 'auth.session': { token: string; person_id: string } }>()
        .updateTable('auth.session')
        .set({ person_id: done.personId })
        .where('token', '=', old)
        .execute()
      return { ...done, token: old, cookies: [`${sessionCookie}=kept`] }
    },
    endSession: async () => undefined,
  }
}

test('the attack works against a twin that keeps the session: it would be seen', async () => {
  const twin = openFrontDoor({ database, appUrl, breakAuth: keepsTheSession })
  expect(await isFixed(twin)).toBe(true)
  await twin.close()
})

test('a cookie that we never signed is not adopted', async () => {
  const { email } = await door.person()
  const victim = door.browser()
  victim.cookies.set(sessionCookie, 'chosen-by-the-attacker.AAAA')
  await victim.post('/sign-in', { email, password })
  expect(victim.cookies.get(sessionCookie)).not.toContain('chosen')
})

/** Whether `step` gave the browser another session, and left nothing to whoever has the one before. */
async function replaced(browser: Browser, step: () => Promise<{ readonly status: number }>) {
  const before = browser.cookies.get(sessionCookie) ?? ''
  expect((await step()).status).toBeLessThan(300)
  expect(browser.cookies.get(sessionCookie)).not.toBe(before)
  expect((await browser.get('/me')).status).toBe(200)
  const thief = door.browser()
  thief.cookies.set(sessionCookie, before)
  expect((await thief.get('/me')).status).toBe(401)
}

describe('every step that gives more rights makes another session, and the one before is dead', () => {
  test('signing in again', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    await replaced(browser, () => browser.post('/sign-in', { email: account.email, password }))
  })

  test('changing the password', async () => {
    const browser = await door.signedIn(await door.person())
    const body = { currentPassword: password, newPassword: 'a longer and louder morning' }
    await replaced(browser, () => browser.post('/me/password', body))
  })

  test('turning the second factor on and off', async () => {
    const browser = await door.signedIn(await door.person())
    await replaced(browser, async () => {
      await turnOnSecondFactor(browser)
      return { status: 200 }
    })
    await replaced(browser, () => browser.delete('/me/second-factor', { password }))
  })

  test('showing the second factor', async () => {
    const account = await door.person()
    const { app } = await turnOnSecondFactor(await door.signedIn(account))
    const browser = await door.signedIn(await door.person())
    const before = browser.cookies.get(sessionCookie) ?? ''
    await browser.post('/sign-in', { email: account.email, password })
    await browser.post('/sign-in/second-factor', { code: app.code() })
    expect((await browser.get('/me')).json.person.email).toBe(account.email)
    const thief = door.browser()
    thief.cookies.set(sessionCookie, before)
    expect((await thief.get('/me')).status).toBe(401)
  })
})

test('changing the password keeps the organisation that the session acts for', async () => {
  const account = await door.person()
  const browser = await door.signedIn(account)
  const sessions = database.kysely.withTables<{
    'auth.session': { person_id: string; active_organisation_id: string | null }
  }>()
  await sessions
    .updateTable('auth.session')
    .set({ active_organisation_id: 'chosen' })
    .where('person_id', '=', account.personId)
    .execute()
  const newPassword = 'a longer and louder morning'
  await browser.post('/me/password', { currentPassword: password, newPassword })
  const rows = await sessions
    .selectFrom('auth.session')
    .select('active_organisation_id')
    .where('person_id', '=', account.personId)
    .execute()
  expect(rows).toEqual([{ active_organisation_id: 'chosen' }])
})
