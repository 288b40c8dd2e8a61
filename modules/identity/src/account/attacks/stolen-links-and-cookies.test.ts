import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import type { Browser } from '../../fixtures/browser.ts'
import { migrations } from '../../fixtures/business.ts'
import { goodPassword, openFrontDoor, type Account } from '../../fixtures/front-door.ts'
import { tokenIn } from '../../fixtures/mailbox.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const newPassword = 'a longer and louder morning'

async function askForReset({ email }: Account): Promise<readonly string[]> {
  await door.browser().post('/password-resets', { email })
  await door.deliver()
  const mails = door.mailbox.sent.filter(({ to, text }) => to === email && text.includes('#token='))
  return mails.map(tokenIn)
}

const reset = async (token: string | undefined, password = newPassword) =>
  (await door.browser().post('/password-resets/confirm', { token, password })).status

const signIn = async ({ email }: Account, password: string) =>
  (await door.browser().post('/sign-in', { email, password })).status

describe('the token of a password reset', () => {
  test('works once', async () => {
    const account = await door.person()
    const [token] = await askForReset(account)
    expect(await reset(token)).toBe(204)
    expect(await reset(token, 'a password of the thief')).toBe(410)
    expect(await signIn(account, newPassword)).toBe(200)
  })

  test('works once, also when it is used by several at once', async () => {
    const [token] = await askForReset(await door.person())
    const uses = Array.from({ length: 6 }, (_, index) => reset(token, `${newPassword} ${index}`))
    const statuses = await Promise.all(uses)
    expect(statuses.toSorted()).toEqual([204, 410, 410, 410, 410, 410])
  })

  test('is over after half an hour', async () => {
    const account = await door.person()
    const [token] = await askForReset(account)
    const { rows } = await sql<{ minutes: number }>`
      select extract(epoch from expires_at - created_at)::int / 60 as minutes
      from auth.verification where value = ${account.personId}`.execute(database.kysely)
    expect(rows).toEqual([{ minutes: 30 }])
    await sql`update auth.verification set expires_at = now() - interval '1 second'
      where value = ${account.personId}`.execute(database.kysely)
    expect(await reset(token)).toBe(410)
    expect(await signIn(account, goodPassword)).toBe(200)
  })

  test('is over when another one was used, or the password was changed', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    await askForReset(account)
    const [first, second] = await askForReset(account)
    expect(await reset(first)).toBe(204)
    expect(await reset(second)).toBe(410)
    const [, , third] = await askForReset(account)
    expect((await browser.get('/me')).status).toBe(401)
    const owner = door.browser()
    await owner.post('/sign-in', { email: account.email, password: newPassword })
    await owner.post('/me/password', { currentPassword: newPassword, newPassword: goodPassword })
    expect(await reset(third)).toBe(410)
  })

  test('can not be made from what stands in the table', async () => {
    const account = await door.person()
    const [token = ''] = await askForReset(account)
    const { rows } = await sql<{ identifier: string }>`
      select identifier from auth.verification where value = ${account.personId}`.execute(
      database.kysely,
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.identifier).not.toContain(token)
    expect(await reset(rows[0]?.identifier)).toBe(410)
  })

  test('confirms no address in place of its own kind, and the other way round', async () => {
    const account = await door.person({ emailVerified: false })
    const [token] = await askForReset(account)
    const confirmed = await door.browser().post('/email-verifications/confirm', { token })
    expect(confirmed.status).toBe(410)
    const waiting = await door.person({ emailVerified: false })
    await door.browser().post('/email-verifications', { email: waiting.email })
    await door.deliver()
    const mail = door.mailbox.sent.find(({ to }) => to === waiting.email)
    expect(await reset(tokenIn(mail))).toBe(410)
  })
})

async function threeBrowsers(): Promise<readonly [Account, readonly Browser[]]> {
  const account = await door.person()
  const browsers = [
    await door.signedIn(account),
    await door.signedIn(account),
    await door.signedIn(account),
  ]
  return [account, browsers]
}
const statuses = (browsers: readonly Browser[]) =>
  Promise.all(browsers.map(async (browser) => (await browser.get('/me')).status))

describe('sessions that were there before', () => {
  test('are dead after a change of the password, but for the one that made it', async () => {
    const [, browsers] = await threeBrowsers()
    await browsers[1]?.post('/me/password', { currentPassword: goodPassword, newPassword })
    expect(await statuses(browsers)).toEqual([401, 200, 401])
  })

  test('are dead after a password reset, all of them', async () => {
    const [account, browsers] = await threeBrowsers()
    const [token] = await askForReset(account)
    expect(await reset(token)).toBe(204)
    expect(await statuses(browsers)).toEqual([401, 401, 401])
  })
})

const attributes = (setCookie: string | undefined) => (setCookie ?? '').split('; ').slice(1)

describe('cookies', () => {
  test('by https: locked to this host, out of reach of scripts and of other sites', async () => {
    const { email } = await door.person()
    const { setCookies } = await door.browser().post('/sign-in', { email, password: goodPassword })
    expect(setCookies).toHaveLength(1)
    expect(setCookies[0]).toMatch(/^__Host-holdfast_session=/)
    expect(attributes(setCookies[0]).toSorted()).toEqual(
      ['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure'].toSorted(),
    )
  })

  test('by http, on a machine of one’s own: the same but for Secure and the prefix', async () => {
    const plain = openFrontDoor({ database, appUrl, publicUrl: 'http://localhost:3000' })
    const { email } = await plain.person()
    const { setCookies } = await plain.browser().post('/sign-in', { email, password: goodPassword })
    expect(setCookies[0]).toMatch(/^holdfast_session=/)
    expect(attributes(setCookies[0])).not.toContain('Secure')
    expect(attributes(setCookies[0])).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']),
    )
    await plain.close()
  })

  test('a session begun without a password has the very same attributes', async () => {
    const { personId, email } = await door.person()
    const { setCookies } = await door.browser().post('/sign-in', { email, password: goodPassword })
    const { cookies } = await door.auth.startSession(personId, {})
    expect(attributes(cookies[0])).toEqual(attributes(setCookies[0]))
    const browser = door.browser()
    const [name = '', value = ''] = cookies[0]?.split('; ')[0]?.split('=') ?? []
    browser.cookies.set(name, value)
    expect((await browser.get('/me')).status).toBe(200)
  })

  test('no answer that sets one may be kept by anybody on the way', async () => {
    const { email } = await door.person()
    const answer = await door.browser().post('/sign-in', { email, password: goodPassword })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})
