import { testDatabase } from '@holdfast/testing/database'
import { afterAll, describe, expect, test } from 'vitest'
import { eventsAbout } from '../../fixtures/audit.ts'
import { migrations } from '../../fixtures/business.ts'
import { halfSignedIn, personWithSecondFactor } from '../../fixtures/authenticator.ts'
import type { Browser } from '../../fixtures/browser.ts'
import { goodPassword, openFrontDoor, type Account } from '../../fixtures/front-door.ts'
import { tokenIn } from '../../fixtures/mailbox.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const mailsTo = ({ email }: Account) => door.mailbox.sent.filter(({ to }) => to === email)

async function tokenFor(account: Account): Promise<string> {
  await door.browser().post('/email-verifications', { email: account.email })
  await door.deliver()
  return tokenIn(mailsTo(account).at(-1))
}

const meOf = async (browser: Browser) => (await browser.get('/me')).json.person

const confirm = (token: string) => door.browser().post('/email-verifications/confirm', { token })

describe('POST /email-verifications', () => {
  test('202 and the same text, whoever it is; a mail only where it is waited for', async () => {
    const waiting = await door.person({ emailVerified: false })
    const confirmed = await door.person()
    const nobody = { personId: '', email: 'nobody@example.com' }
    const answers = []
    for (const { email } of [waiting, confirmed, nobody]) {
      answers.push(await door.browser().post('/email-verifications', { email }))
    }
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    await door.deliver()
    expect([waiting, confirmed, nobody].map((one) => mailsTo(one).length)).toEqual([1, 0, 0])
  })

  test('422 for what is no address', async () => {
    expect((await door.browser().post('/email-verifications', { email: 'x' })).status).toBe(422)
  })
})

describe('an owner who came by the printed link', () => {
  const vouched = { emailVerified: false, vouched: true }

  test('signs in, is told that the address is not confirmed, and confirms it by mail', async () => {
    const account = await door.person(vouched)
    const browser = door.browser()
    const { email } = account
    const signedIn = await browser.post('/sign-in', { email, password: goodPassword })
    expect(signedIn.status).toBe(200)
    expect(await meOf(browser)).toMatchObject({ email, emailVerified: false })
    expect((await confirm(await tokenFor(account))).status).toBe(204)
    expect(await meOf(browser)).toMatchObject({ email, emailVerified: true })
  })

  test('does not get past their second factor by it', async () => {
    const { email } = await personWithSecondFactor(door, vouched)
    const { answer, browser } = await halfSignedIn(door, email)
    expect(answer.json).toEqual({ state: 'secondFactorNeeded' })
    expect((await browser.get('/me')).status).toBe(401)
  })
})

describe('POST /email-verifications/confirm', () => {
  test('204, also the second time, and one event', async () => {
    const account = await door.person({ emailVerified: false })
    const token = await tokenFor(account)
    expect((await confirm(token)).status).toBe(204)
    expect((await confirm(token)).status).toBe(204)
    expect(await eventsAbout(database, account.personId)).toEqual(['person.emailVerified'])
  })

  test('410 for a token that was changed, or of somebody else', async () => {
    const token = await tokenFor(await door.person({ emailVerified: false }))
    const changed = [token.slice(0, -2), `${token}x`, 'x'.repeat(150)]
    for (const one of changed) {
      expect(await confirm(one)).toMatchObject({ status: 410, json: { code: 'identity.linkUsed' } })
    }
  })

  test('410 after a day', async () => {
    const own = openFrontDoor({ database, appUrl })
    const { email } = await own.person({ emailVerified: false })
    await own.browser().post('/email-verifications', { email })
    await own.deliver()
    const token = tokenIn(own.mailbox.sent.find(({ to }) => to === email))
    own.clock.jump(24 * 3_600_000)
    const answer = await own.browser().post('/email-verifications/confirm', { token })
    expect(answer.status).toBe(410)
    await own.close()
  })

  test('422 without a token', async () => {
    expect((await door.browser().post('/email-verifications/confirm', {})).status).toBe(422)
  })
})
