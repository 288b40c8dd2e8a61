import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { eventsAbout } from '../../fixtures/audit.ts'
import { authenticatorOf, halfSignedIn, turnOnSecondFactor } from '../../fixtures/authenticator.ts'
import { migrations } from '../../fixtures/business.ts'
import { goodPassword, openFrontDoor } from '../../fixtures/front-door.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const password = goodPassword

async function aPerson() {
  const account = await door.person()
  return { account, browser: await door.signedIn(account) }
}

async function signInWithCode({ email }: { readonly email: string }, code: string) {
  const { browser } = await halfSignedIn(door, email)
  return (await browser.post('/sign-in/second-factor', { code })).status
}

describe('POST /me/second-factor', () => {
  test('200: an address for the app, its secret, and a picture of it', async () => {
    const { account, browser } = await aPerson()
    const { status, json } = await browser.post('/me/second-factor', { password })
    expect(status).toBe(200)
    expect(json.uri).toMatch(/^otpauth:\/\/totp\/Ember%20%26%20Oak:/)
    expect(json.uri).toContain(encodeURIComponent(account.email))
    expect(json.uri).toContain(`secret=${json.secret}`)
    expect(json.qrSvg).toMatch(/^<svg [\s\S]*<\/svg>$/)
    expect(json.qrSvg).not.toMatch(/script|href|on\w+=/)
  })

  test('nothing changes until it is confirmed, and asking again ends the secret before', async () => {
    const { account, browser } = await aPerson()
    const first = await browser.post('/me/second-factor', { password })
    const second = await browser.post('/me/second-factor', { password })
    expect(second.json.secret).not.toBe(first.json.secret)
    const other = door.browser()
    const answer = await other.post('/sign-in', { email: account.email, password })
    expect(answer.json.state).toBe('signedIn')
    const code = authenticatorOf(first.json.uri).code()
    expect((await browser.post('/me/second-factor/confirm', { code })).status).toBe(401)
  })

  test('403 for a wrong password, 409 when it is on already', async () => {
    const { browser } = await aPerson()
    expect((await browser.post('/me/second-factor', { password: 'wrong' })).status).toBe(403)
    await turnOnSecondFactor(browser)
    expect(await browser.post('/me/second-factor', { password })).toMatchObject({
      status: 409,
      json: { code: 'identity.secondFactorOn' },
    })
  })

  test('asked for by several at once: each is answered, and one of the secrets holds', async () => {
    const { browser } = await aPerson()
    const asked = Array.from({ length: 4 }, () => browser.post('/me/second-factor', { password }))
    const answers = await Promise.all(asked)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const confirmed = []
    for (const { json } of answers) {
      const code = authenticatorOf(json.uri).code()
      confirmed.push((await browser.post('/me/second-factor/confirm', { code })).status)
    }
    expect(confirmed.filter((status) => status === 200)).toHaveLength(1)
  })

  test('422 without a password, 401 without a session', async () => {
    const { browser } = await aPerson()
    expect((await browser.post('/me/second-factor', {})).status).toBe(422)
    expect((await door.browser().post('/me/second-factor', { password })).status).toBe(401)
  })

  test('secret and backup codes are not readable in the table', async () => {
    const { account, browser } = await aPerson()
    const { backupCodes } = await turnOnSecondFactor(browser)
    const { rows } = await sql<{ secret: string; backup_codes: string }>`
      select secret, backup_codes from auth.second_factor
      where person_id = ${account.personId}`.execute(database.kysely)
    const stored = JSON.stringify(rows)
    for (const code of backupCodes) expect(stored).not.toContain(code)
    expect(rows[0]?.secret).toMatch(/^\$ba\$\d+\$[0-9a-f]+$/)
  })
})

describe('POST /me/second-factor/confirm', () => {
  test('200: ten backup codes, this once, and the audit trail knows', async () => {
    const { account, browser } = await aPerson()
    const { backupCodes, app } = await turnOnSecondFactor(browser)
    expect(backupCodes).toHaveLength(10)
    expect(new Set(backupCodes).size).toBe(10)
    expect(await browser.post('/me/second-factor/confirm', { code: app.code() })).toMatchObject({
      status: 409,
      json: { code: 'identity.secondFactorOn' },
    })
    expect(await eventsAbout(database, account.personId)).toContain('secondFactor.enabled')
  })

  test('401 for a wrong code: it stays off', async () => {
    const { browser } = await aPerson()
    const { json } = await browser.post('/me/second-factor', { password })
    const wrong = authenticatorOf(json.uri).code() === '000000' ? '000001' : '000000'
    const answer = await browser.post('/me/second-factor/confirm', { code: wrong })
    expect(answer).toMatchObject({ status: 401, json: { code: 'identity.wrongCode' } })
    expect((await browser.get('/me')).json.person.secondFactor).toBe(false)
  })

  test('confirmed or turned off by several at once: never a 500, and the account stays whole', async () => {
    const { account, browser } = await aPerson()
    const { json } = await browser.post('/me/second-factor', { password })
    const code = authenticatorOf(json.uri).code()
    const confirm = () => browser.post('/me/second-factor/confirm', { code })
    const confirmed = await Promise.all([confirm(), confirm(), confirm()])
    expect(confirmed.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
    const own = await door.signedIn(account)
    expect((await own.get('/me')).json.person.secondFactor).toBe(true)
    const end = () => own.delete('/me/second-factor', { password })
    const ended = await Promise.all([end(), end(), end()])
    expect(ended.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
    const answer = await door.browser().post('/sign-in', { email: account.email, password })
    expect(answer.json.state).toBe('signedIn')
  })

  test('409 when nothing was begun, 401 without a session, 422 for no code', async () => {
    const { browser } = await aPerson()
    expect(await browser.post('/me/second-factor/confirm', { code: '123456' })).toMatchObject({
      status: 409,
      json: { code: 'identity.secondFactorNotBegun' },
    })
    const answer = await door.browser().post('/me/second-factor/confirm', { code: '123456' })
    expect(answer.status).toBe(401)
    expect((await browser.post('/me/second-factor/confirm', { code: '' })).status).toBe(422)
  })
})

describe('POST /me/second-factor/backup-codes', () => {
  const path = '/me/second-factor/backup-codes'

  test('200: ten new codes open the account, those before do not, and the app goes on', async () => {
    const { account, browser } = await aPerson()
    const { app, backupCodes: before } = await turnOnSecondFactor(browser)
    const { status, json } = await browser.post(path, { password })
    expect(status).toBe(200)
    expect(new Set([...before, ...json.backupCodes]).size).toBe(20)
    expect(await signInWithCode(account, before[0] ?? '')).toBe(401)
    expect(await signInWithCode(account, json.backupCodes[0])).toBe(200)
    expect(await signInWithCode(account, app.code())).toBe(200)
    expect(await eventsAbout(database, account.personId)).toContain('secondFactor.codesRenewed')
    await door.deliver()
    const subjects = door.mailbox.sent.filter(({ to }) => to === account.email)
    expect(subjects.map(({ subject }) => subject)).toContain('You have new backup codes')
  })

  test('403 for a wrong password: those before still work', async () => {
    const { account, browser } = await aPerson()
    const { backupCodes } = await turnOnSecondFactor(browser)
    expect((await browser.post(path, { password: 'wrong' })).status).toBe(403)
    expect(await signInWithCode(account, backupCodes[0] ?? '')).toBe(200)
  })

  test('409 when it is off or only begun, 422 without a password, 401 without a session', async () => {
    const { browser } = await aPerson()
    expect(await browser.post(path, { password })).toMatchObject({
      status: 409,
      json: { code: 'identity.secondFactorOff' },
    })
    await browser.post('/me/second-factor', { password })
    expect((await browser.post(path, { password })).status).toBe(409)
    expect((await browser.post(path, {})).status).toBe(422)
    expect((await door.browser().post(path, { password })).status).toBe(401)
  })
})

describe('DELETE /me/second-factor', () => {
  test('204: the password alone opens the account again', async () => {
    const { account, browser } = await aPerson()
    await turnOnSecondFactor(browser)
    expect((await browser.delete('/me/second-factor', { password })).status).toBe(204)
    const answer = await door.browser().post('/sign-in', { email: account.email, password })
    expect(answer.json.state).toBe('signedIn')
    expect(await eventsAbout(database, account.personId)).toContain('secondFactor.disabled')
  })

  test('204 and no event when it is off already', async () => {
    const { account, browser } = await aPerson()
    expect((await browser.delete('/me/second-factor', { password })).status).toBe(204)
    expect(await eventsAbout(database, account.personId)).not.toContain('secondFactor.disabled')
  })

  test('403 for a wrong password: it stays on', async () => {
    const { browser } = await aPerson()
    await turnOnSecondFactor(browser)
    expect((await browser.delete('/me/second-factor', { password: 'wrong' })).status).toBe(403)
    expect((await browser.get('/me')).json.person.secondFactor).toBe(true)
  })

  test('422 without a password, 401 without a session', async () => {
    const { browser } = await aPerson()
    expect((await browser.delete('/me/second-factor', {})).status).toBe(422)
    expect((await door.browser().delete('/me/second-factor', { password })).status).toBe(401)
  })
})
