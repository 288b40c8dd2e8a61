import { MailError } from '@holdfast/kernel/mail'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { eventsAbout } from '../../fixtures/audit.ts'
import { turnOnSecondFactor } from '../../fixtures/authenticator.ts'
import { migrations } from '../../fixtures/business.ts'
import { goodPassword, openFrontDoor, type Account } from '../../fixtures/front-door.ts'
import { tokenIn } from '../../fixtures/mailbox.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const newPassword = 'a longer and louder morning'

const mailsTo = ({ email }: Account) => door.mailbox.sent.filter(({ to }) => to === email)

async function signInWith({ email }: Account, password: string) {
  return (await door.browser().post('/sign-in', { email, password })).status
}

async function resetTokenFor(account: Account): Promise<string> {
  const answer = await door.browser().post('/password-resets', { email: account.email })
  expect(answer.status).toBe(202)
  await door.deliver()
  return tokenIn(mailsTo(account).find(({ text }) => text.includes('#token=')))
}

const reset = (token: string, password = newPassword) =>
  door.browser().post('/password-resets/confirm', { token, password })

const mailRequests = sql<{ email: Buffer }>`select email from auth.mail_request`

describe('POST /me/password', () => {
  test('204: the new password holds, the old one does not, and this browser stays', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    const body = { currentPassword: goodPassword, newPassword }
    expect((await browser.post('/me/password', body)).status).toBe(204)
    expect((await browser.get('/me')).status).toBe(200)
    expect(await signInWith(account, goodPassword)).toBe(401)
    expect(await signInWith(account, newPassword)).toBe(200)
    expect(await eventsAbout(database, account.personId)).toContain('person.passwordChanged')
  })

  test('the person is told by mail', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    await browser.post('/me/password', { currentPassword: goodPassword, newPassword })
    await door.deliver()
    expect(mailsTo(account).map(({ subject }) => subject)).toEqual(['Your password was changed'])
  })

  test('403 for a wrong current password: nothing changes', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    const body = { currentPassword: 'wrong', newPassword }
    expect(await browser.post('/me/password', body)).toMatchObject({
      status: 403,
      json: { code: 'identity.wrongPassword' },
    })
    expect(await signInWith(account, goodPassword)).toBe(200)
  })

  test('changed by several at once: never a 500, and the last one holds alone', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    const chosen = [1, 2, 3].map((number) => `${newPassword} ${number}`)
    const changes = chosen.map((newPassword) =>
      browser.post('/me/password', { currentPassword: goodPassword, newPassword }),
    )
    const statuses = (await Promise.all(changes)).map(({ status }) => status)
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    expect(statuses).toContain(204)
    const works = []
    for (const password of [goodPassword, ...chosen])
      works.push(await signInWith(account, password))
    expect(works.toSorted()).toEqual([200, 401, 401, 401])
    expect(works[0]).toBe(401)
  })

  test('422 for a password of eleven characters, 401 without a session', async () => {
    const browser = await door.signedIn(await door.person())
    const body = { currentPassword: goodPassword, newPassword: 'elevenchars' }
    expect((await browser.post('/me/password', body)).status).toBe(422)
    const answer = await door.browser().post('/me/password', { ...body, newPassword })
    expect(answer.status).toBe(401)
  })
})

describe('POST /password-resets', () => {
  test('202 and the same text for an account and for none; only one gets a mail', async () => {
    const account = await door.person()
    const nobody = { personId: '', email: 'nobody@example.com' }
    const answers = [
      await door.browser().post('/password-resets', { email: account.email }),
      await door.browser().post('/password-resets', { email: nobody.email }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    expect(answers[0]?.text).toBe(answers[1]?.text)
    await door.deliver()
    expect(mailsTo(account)).toHaveLength(1)
    expect(mailsTo(nobody)).toHaveLength(0)
  })

  test('the address is kept sealed until the mail has gone, and then not at all', async () => {
    const account = await door.person()
    await door.browser().post('/password-resets', { email: account.email })
    const { rows } = await mailRequests.execute(database.kysely)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.email.toString('latin1')).not.toContain(account.email)
    await door.deliver()
    expect((await mailRequests.execute(database.kysely)).rows).toEqual([])
  })

  test('a mail server that fails once gets one mail, with a link that works', async () => {
    const account = await door.person()
    door.mailbox.failFor(account.email, new MailError({ kind: 'transient', reason: 'busy' }))
    const token = await resetTokenFor(account)
    expect(mailsTo(account)).toHaveLength(1)
    expect((await reset(token)).status).toBe(204)
  })

  test('an address that refuses mail for ever holds nobody up', async () => {
    const [gone, waiting] = [await door.person(), await door.person()]
    door.mailbox.failFor(
      gone.email,
      new MailError({ kind: 'permanent', reason: 'no such mailbox' }),
    )
    await door.browser().post('/password-resets', { email: gone.email })
    await resetTokenFor(waiting)
    expect(mailsTo(waiting)).toHaveLength(1)
    expect(await eventsAbout(database, gone.personId)).toContain('person.mailRefused')
  })

  test('422 for what is no address', async () => {
    expect((await door.browser().post('/password-resets', { email: 'x' })).status).toBe(422)
  })
})

const preview = (token: string) => door.browser().post('/password-resets/preview', { token })

describe('POST /password-resets/preview', () => {
  test('200 with the end of the link and nothing about the person; it uses nothing up', async () => {
    const account = await door.person()
    const token = await resetTokenFor(account)
    for (const _ of [1, 2]) {
      const { status, json } = await preview(token)
      expect(status).toBe(200)
      expect(Object.keys(json)).toEqual(['expiresAt'])
      expect(Date.parse(json.expiresAt)).toBeGreaterThan(door.clock.now().getTime())
    }
    expect((await reset(token)).status).toBe(204)
  })

  test('410 for a token that is unknown, used, of another kind, or over, and all say the same', async () => {
    const used = await resetTokenFor(await door.person())
    await reset(used)
    const waiting = await door.person({ emailVerified: false })
    await door.browser().post('/email-verifications', { email: waiting.email })
    await door.deliver()
    const other = tokenIn(mailsTo(waiting)[0])
    const late = await resetTokenFor(await door.person())
    await sql`update auth.verification set expires_at = now() - interval '1 hour'
      where identifier = ${door.auth.resetIdentifier(late)}`.execute(database.kysely)
    for (const token of ['x'.repeat(43), used, other, late]) {
      expect(await preview(token)).toMatchObject({
        status: 410,
        json: { code: 'identity.linkUsed' },
      })
    }
  })
})

describe('POST /password-resets/confirm', () => {
  test('204: the new password holds, and the person is told', async () => {
    const account = await door.person()
    expect((await reset(await resetTokenFor(account))).status).toBe(204)
    expect(await signInWith(account, goodPassword)).toBe(401)
    expect(await signInWith(account, newPassword)).toBe(200)
    await door.deliver()
    expect(mailsTo(account).at(-1)?.subject).toBe('You have a new password')
    expect(await eventsAbout(database, account.personId)).toContain('person.passwordReset')
  })

  test('whoever reads the mail has shown that the address is theirs', async () => {
    const account = await door.person({ emailVerified: false })
    await reset(await resetTokenFor(account))
    expect(await signInWith(account, newPassword)).toBe(200)
  })

  test('a second factor stays on', async () => {
    const account = await door.person()
    await turnOnSecondFactor(await door.signedIn(account))
    await reset(await resetTokenFor(account))
    const browser = door.browser()
    const answer = await browser.post('/sign-in', { email: account.email, password: newPassword })
    expect(answer.json.state).toBe('secondFactorNeeded')
  })

  test('410 for a token that is unknown', async () => {
    expect(await reset('x'.repeat(43))).toMatchObject({
      status: 410,
      json: { code: 'identity.linkUsed' },
    })
  })

  test('422 for a password that is too short: the token still works afterwards', async () => {
    const token = await resetTokenFor(await door.person())
    expect((await reset(token, 'short')).status).toBe(422)
    expect((await reset(token)).status).toBe(204)
  })
})
