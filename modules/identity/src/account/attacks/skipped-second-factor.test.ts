import { testDatabase } from '@holdfast/testing/database'
import { afterAll, describe, expect, test } from 'vitest'
import {
  halfSignedIn,
  personWithSecondFactor,
  turnOnSecondFactor,
} from '../../fixtures/authenticator.ts'
import { migrations } from '../../fixtures/business.ts'
import { goodPassword, openFrontDoor } from '../../fixtures/front-door.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const password = goodPassword

const withSecondFactor = () => personWithSecondFactor(door)
const halfWay = (email: string) => halfSignedIn(door, email)

describe('a second factor can not be skipped', () => {
  test('the answer to the password carries no session, nor does anything in its cookies', async () => {
    const { email } = await withSecondFactor()
    const { browser, answer } = await halfWay(email)
    expect(answer.text).not.toMatch(/token/i)
    expect([...browser.cookies.keys()]).toEqual(['__Host-holdfast_second_factor'])
    for (const path of ['/me', '/me/sessions']) expect((await browser.get(path)).status).toBe(401)
  })

  test('the waiting sign-in is not taken for a session under the session’s name', async () => {
    const { email } = await withSecondFactor()
    const { browser } = await halfWay(email)
    const challenge = browser.cookies.get('__Host-holdfast_second_factor') ?? ''
    browser.cookies.set('__Host-holdfast_session', challenge)
    expect((await browser.get('/me')).status).toBe(401)
  })

  test('no session of the person is left behind in the table', async () => {
    const { email, personId } = await withSecondFactor()
    const sessions = () =>
      database.kysely
        .withTables<{ 'auth.session': { id: string; person_id: string } }>()
        .selectFrom('auth.session')
        .select('id')
        .where('person_id', '=', personId)
        .execute()
    const before = await sessions()
    await halfWay(email)
    expect(await sessions()).toEqual(before)
  })

  test('a session of somebody else in the same browser does not finish the sign-in', async () => {
    const victim = await withSecondFactor()
    const attacker = await withSecondFactor()
    const browser = door.browser()
    await browser.post('/sign-in', { email: attacker.email, password })
    await browser.post('/sign-in/second-factor', { code: attacker.backupCodes[0] })
    const own = browser.cookies.get('__Host-holdfast_session') ?? ''
    const { browser: waiting } = await halfWay(victim.email)
    waiting.cookies.set('__Host-holdfast_session', own)
    const code = attacker.app.code()
    expect((await waiting.post('/sign-in/second-factor', { code })).status).toBe(401)
    const seen = await waiting.get('/me')
    expect(seen.json.person?.email).toBe(attacker.email)
  })

  test('a password reset does not turn it off, and ends a sign-in that waits', async () => {
    const { email, app } = await withSecondFactor()
    const { browser } = await halfWay(email)
    await door.browser().post('/password-resets', { email })
    await door.deliver()
    const mail = door.mailbox.sent.find(({ to, text }) => to === email && text.includes('#token='))
    const token = /#token=([\w-]+)/.exec(mail?.text ?? '')?.[1]
    const chosen = { token, password: 'a longer and louder morning' }
    expect((await door.browser().post('/password-resets/confirm', chosen)).status).toBe(204)
    const late = await browser.post('/sign-in/second-factor', { code: app.code() })
    expect(late.json.code).toBe('identity.signInAgain')
  })

  test('a change of the password ends a sign-in that waits, too', async () => {
    const account = await door.person()
    const owner = await door.signedIn(account)
    const { app } = await turnOnSecondFactor(owner)
    const { browser } = await halfWay(account.email)
    const newPassword = 'a longer and louder morning'
    await owner.post('/me/password', { currentPassword: password, newPassword })
    const late = await browser.post('/sign-in/second-factor', { code: app.code() })
    expect(late.json.code).toBe('identity.signInAgain')
  })
})

describe('a code works once', () => {
  test('again within its 30 seconds, after another password: refused', async () => {
    const { email, app } = await withSecondFactor()
    const code = app.code()
    const first = await halfWay(email)
    expect((await first.browser.post('/sign-in/second-factor', { code })).status).toBe(200)
    const second = await halfWay(email)
    expect(await second.browser.post('/sign-in/second-factor', { code })).toMatchObject({
      status: 401,
      json: { code: 'identity.wrongCode' },
    })
    expect((await second.browser.get('/me')).status).toBe(401)
  })

  test('twice at once, in two sign-ins: exactly one gets in', async () => {
    const { email, app } = await withSecondFactor()
    const waiting = await Promise.all([halfWay(email), halfWay(email), halfWay(email)])
    const code = app.code()
    const answers = await Promise.all(
      waiting.map(({ browser }) => browser.post('/sign-in/second-factor', { code })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
  })

  test('the code that confirmed the set-up does not sign in', async () => {
    const account = await door.person()
    const { spent } = await turnOnSecondFactor(await door.signedIn(account))
    const { browser } = await halfWay(account.email)
    const answer = await browser.post('/sign-in/second-factor', { code: spent })
    expect(answer.status).toBe(401)
  })

  test('a backup code in two sign-ins at once: exactly one gets in', async () => {
    const { email, backupCodes } = await withSecondFactor()
    const waiting = await Promise.all([halfWay(email), halfWay(email), halfWay(email)])
    const answers = await Promise.all(
      waiting.map(({ browser }) =>
        browser.post('/sign-in/second-factor', { code: backupCodes[0] }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
  })
})
