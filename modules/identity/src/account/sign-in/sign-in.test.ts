import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { eventsAbout } from '../../fixtures/audit.ts'
import { halfSignedIn, personWithSecondFactor } from '../../fixtures/authenticator.ts'
import { migrations } from '../../fixtures/business.ts'
import { goodPassword, openFrontDoor } from '../../fixtures/front-door.ts'
import { tokenIn } from '../../fixtures/mailbox.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const withSecondFactor = () => personWithSecondFactor(door)
const halfWay = (email: string) => halfSignedIn(door, email)

describe('POST /sign-in', () => {
  test('200: the session opens the account; capitals in the address make no difference', async () => {
    const { email, personId } = await door.person()
    const browser = door.browser()
    const typed = { email: email.toUpperCase(), password: goodPassword }
    expect(await browser.post('/sign-in', typed)).toMatchObject({
      status: 200,
      json: { state: 'signedIn' },
    })
    expect(await browser.get('/me')).toMatchObject({ status: 200, json: { person: { email } } })
    expect(await eventsAbout(database, personId)).toEqual(['person.signedIn'])
  })

  test('200, and no session yet, for a person with a second factor', async () => {
    const { email } = await withSecondFactor()
    const { browser, answer } = await halfWay(email)
    expect(answer).toMatchObject({ status: 200, json: { state: 'secondFactorNeeded' } })
    expect((await browser.get('/me')).status).toBe(401)
  })

  test('401 for a wrong password, and no cookie', async () => {
    const { email } = await door.person()
    const answer = await door.browser().post('/sign-in', { email, password: 'wrong' })
    expect(answer).toMatchObject({ status: 401, json: { code: 'identity.wrongCredentials' } })
    expect(answer.setCookies).toEqual([])
  })

  test('401 for an address that nobody confirmed, and a mail that lets its owner do so', async () => {
    const { email } = await door.person({ emailVerified: false })
    const browser = door.browser()
    expect((await browser.post('/sign-in', { email, password: goodPassword })).status).toBe(401)
    await door.deliver()
    const token = tokenIn(door.mailbox.sent.find(({ to }) => to === email))
    expect((await browser.post('/email-verifications/confirm', { token })).status).toBe(204)
    expect((await browser.post('/sign-in', { email, password: goodPassword })).status).toBe(200)
  })

  test('a wrong password for such an address sends no mail', async () => {
    const { email } = await door.person({ emailVerified: false })
    await door.browser().post('/sign-in', { email, password: 'wrong' })
    await door.deliver()
    expect(door.mailbox.sent.filter(({ to }) => to === email)).toEqual([])
  })

  test.each([
    [{ email: 'not an address', password: goodPassword }],
    [{ email: 'a@example.com' }],
    [{ email: 'a@example.com', password: 'x'.repeat(129) }],
    [{ email: 'a@example.com', password: goodPassword, rememberMe: true }],
  ])('422 for %j', async (body) => {
    expect((await door.browser().post('/sign-in', body)).status).toBe(422)
  })

  test('the session before ends: nobody finds it in a browser that changed hands', async () => {
    const before = await door.person()
    const browser = await door.signedIn(before)
    const stolen = door.browser()
    for (const [name, value] of browser.cookies) stolen.cookies.set(name, value)
    expect((await stolen.get('/me')).status).toBe(200)
    const { email } = await door.person()
    await browser.post('/sign-in', { email, password: goodPassword })
    expect((await stolen.get('/me')).status).toBe(401)
  })
})

describe('POST /sign-in/second-factor', () => {
  test('200 with a code of the app, and the audit trail says how', async () => {
    const { email, app, personId } = await withSecondFactor()
    const { browser } = await halfWay(email)
    const answer = await browser.post('/sign-in/second-factor', { code: app.code() })
    expect(answer).toMatchObject({ status: 200, json: { state: 'signedIn' } })
    expect((await browser.get('/me')).json.person.secondFactor).toBe(true)
    const { rows } = await sql<{ data: unknown }>`
      select data from kernel.event where subject = ${personId} order by id desc limit 1`.execute(
      database.kysely,
    )
    expect(rows).toMatchObject([{ data: { personId, secondFactor: 'appCode' } }])
  })

  test('200 with a backup code, once, however it is typed', async () => {
    const { email, backupCodes } = await withSecondFactor()
    const code = ` ${backupCodes[0]?.toUpperCase()} `
    const first = await halfWay(email)
    expect((await first.browser.post('/sign-in/second-factor', { code })).status).toBe(200)
    const second = await halfWay(email)
    expect(await second.browser.post('/sign-in/second-factor', { code })).toMatchObject({
      status: 401,
      json: { code: 'identity.wrongCode' },
    })
  })

  test('401 for a wrong code, and the right one still works', async () => {
    const { email, app } = await withSecondFactor()
    const { browser } = await halfWay(email)
    const wrong = app.code() === '000000' ? '000001' : '000000'
    expect(await browser.post('/sign-in/second-factor', { code: wrong })).toMatchObject({
      status: 401,
      json: { code: 'identity.wrongCode' },
    })
    expect((await browser.post('/sign-in/second-factor', { code: app.code() })).status).toBe(200)
  })

  test('401 without a sign-in that waits', async () => {
    const answer = await door.browser().post('/sign-in/second-factor', { code: '123456' })
    expect(answer).toMatchObject({ status: 401, json: { code: 'identity.signInAgain' } })
  })

  test('401 after ten minutes', async () => {
    const { email, app } = await withSecondFactor()
    const { browser } = await halfWay(email)
    await sql`update auth.verification set expires_at = now() - interval '1 second'`.execute(
      database.kysely,
    )
    const answer = await browser.post('/sign-in/second-factor', { code: app.code() })
    expect(answer).toMatchObject({ status: 401, json: { code: 'identity.signInAgain' } })
  })

  test('429 after ten wrong codes in a row, over all sign-ins, for 15 minutes', async () => {
    const { email, app, personId } = await withSecondFactor()
    const wrong = app.code() === '000000' ? '000001' : '000000'
    for (let round = 0; round < 2; round++) {
      const { browser } = await halfWay(email)
      for (let attempt = 0; attempt < 5; attempt++) {
        expect((await browser.post('/sign-in/second-factor', { code: wrong })).status).toBe(401)
      }
    }
    const { browser } = await halfWay(email)
    const answer = await browser.post('/sign-in/second-factor', { code: app.code() })
    expect(answer).toMatchObject({ status: 429, json: { code: 'identity.tooManyCodes' } })
    expect(answer.headers.get('retry-after')).toBe('900')
    await sql`update auth.second_factor set locked_until = now() - interval '1 second'
      where person_id = ${personId}`.execute(database.kysely)
    expect((await browser.post('/sign-in/second-factor', { code: app.code() })).status).toBe(200)
  })

  test('422 for what can be no code', async () => {
    expect((await door.browser().post('/sign-in/second-factor', { code: '1' })).status).toBe(422)
  })
})

describe('POST /sign-out', () => {
  test('204: the session has ended and the browser forgets it', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    const kept = new Map(browser.cookies)
    expect((await browser.post('/sign-out')).status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    const thief = door.browser()
    for (const [name, value] of kept) thief.cookies.set(name, value)
    expect((await thief.get('/me')).status).toBe(401)
    expect(await eventsAbout(database, account.personId)).toContain('person.signedOut')
  })

  test('204 without a session too', async () => {
    expect((await door.browser().post('/sign-out')).status).toBe(204)
  })
})
