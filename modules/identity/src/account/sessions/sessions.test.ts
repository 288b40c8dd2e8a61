import { newId } from '@holdfast/kernel/ids'
import { createLog } from '@holdfast/kernel/log'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { eventsAbout } from '../../fixtures/audit.ts'
import { cookieHeader } from '../../fixtures/browser.ts'
import { migrations } from '../../fixtures/business.ts'
import { countStatements } from '../../fixtures/counted-database.ts'
import { goodPassword, openFrontDoor, type Account } from '../../fixtures/front-door.ts'
import { createSessions } from './sessions.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const silentLog = createLog({ level: 'silent', service: 'test', version: '0', role: 'test' })
const dayMs = 24 * 3_600_000

async function signedInWith(account: Account, userAgent: string) {
  const browser = door.browser({ userAgent })
  await browser.post('/sign-in', { email: account.email, password: goodPassword })
  return browser
}

describe('GET /me/sessions', () => {
  test('200: each device with its last use, this one marked', async () => {
    const account = await door.person()
    await signedInWith(account, 'curl/8.15.0')
    const browser = await signedInWith(account, 'Mozilla/5.0 (X11; Linux) Firefox/140.0')
    const { status, json } = await browser.get('/me/sessions')
    expect(status).toBe(200)
    expect(json.items).toMatchObject([
      { device: 'Firefox on Linux', isCurrent: true },
      { device: 'curl', isCurrent: false },
    ])
  })

  test('never those of somebody else', async () => {
    const [mine, theirs] = [await door.person(), await door.person()]
    await door.signedIn(theirs)
    const browser = await door.signedIn(mine)
    expect((await browser.get('/me/sessions')).json.items).toHaveLength(1)
  })

  test('401 without a session', async () => {
    expect((await door.browser().get('/me/sessions')).status).toBe(401)
  })
})

describe('DELETE /me/sessions', () => {
  test('200: every other session of the person ends, this one and those of others stay', async () => {
    const [mine, theirs] = [await door.person(), await door.person()]
    const others = [await door.signedIn(mine), await door.signedIn(mine)]
    const stranger = await door.signedIn(theirs)
    const browser = await door.signedIn(mine)
    expect(await browser.delete('/me/sessions')).toMatchObject({ status: 200, json: { ended: 2 } })
    for (const other of others) expect((await other.get('/me')).status).toBe(401)
    for (const one of [browser, stranger]) expect((await one.get('/me')).status).toBe(200)
    const told = await eventsAbout(database, mine.personId)
    expect(told.filter((type) => type === 'session.ended')).toHaveLength(2)
  })

  test('200 with none ended when this is the only one; 401 without a session', async () => {
    const browser = await door.signedIn(await door.person())
    expect(await browser.delete('/me/sessions')).toMatchObject({ status: 200, json: { ended: 0 } })
    expect((await door.browser().delete('/me/sessions')).status).toBe(401)
  })
})

describe('DELETE /me/sessions/:id', () => {
  test('204: that session opens nothing any more, this one still does', async () => {
    const account = await door.person()
    const other = await signedInWith(account, 'curl/8.15.0')
    const browser = await door.signedIn(account)
    const { items } = (await browser.get('/me/sessions')).json
    const id = items.find((item: { isCurrent: boolean }) => !item.isCurrent).id
    expect((await browser.delete(`/me/sessions/${id}`)).status).toBe(204)
    expect((await other.get('/me')).status).toBe(401)
    expect((await browser.get('/me')).status).toBe(200)
    expect(await eventsAbout(database, account.personId)).toContain('session.ended')
  })

  test('404 for a session of somebody else, as for one that does not exist', async () => {
    const theirs = await door.signedIn(await door.person())
    const { items } = (await theirs.get('/me/sessions')).json
    const browser = await door.signedIn(await door.person())
    const answers = [
      await browser.delete(`/me/sessions/${items[0].id}`),
      await browser.delete(`/me/sessions/${newId()}`),
    ]
    expect(answers.map(({ status, json }) => [status, json.code])).toEqual([
      [404, 'identity.unknownSession'],
      [404, 'identity.unknownSession'],
    ])
    expect((await theirs.get('/me')).status).toBe(200)
  })

  test('422 for what is no id, 401 without a session', async () => {
    const browser = await door.signedIn(await door.person())
    expect((await browser.delete('/me/sessions/1')).status).toBe(422)
    expect((await door.browser().delete(`/me/sessions/${newId()}`)).status).toBe(401)
  })
})

describe('how long a session lives', () => {
  test('seven days after its last use', async () => {
    const own = openFrontDoor({ database, appUrl })
    const browser = await own.signedIn(await own.person())
    for (let week = 0; week < 3; week++) {
      own.clock.jump(6.9 * dayMs)
      expect((await browser.get('/me')).status).toBe(200)
      await own.settled()
    }
    own.clock.jump(7.1 * dayMs)
    expect((await browser.get('/me')).status).toBe(401)
    await own.close()
  })

  test('thirty days at most, however busy', async () => {
    const own = openFrontDoor({ database, appUrl })
    const browser = await own.signedIn(await own.person())
    for (let day = 0; day < 29; day++) {
      own.clock.jump(dayMs)
      expect((await browser.get('/me')).status).toBe(200)
      await own.settled()
    }
    own.clock.jump(1.1 * dayMs)
    expect((await browser.get('/me')).status).toBe(401)
    await own.close()
  })
})

describe('finding the session of a request', () => {
  test('one statement for a signed cookie, none for one that we did not sign', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    const counted = countStatements(database)
    const { auth, clock } = door
    const sessions = createSessions({ auth, database: counted.database, clock, log: silentLog })
    const { statements } = counted
    const header = cookieHeader(browser.cookies)
    expect(await sessions.find(header)).toMatchObject({ personId: account.personId })
    expect(statements()).toBe(1)
    const name = header.split('=')[0]
    const garbage = [
      null,
      '',
      'a=b',
      `${name}=`,
      `${name}=.`,
      `${name}=%`,
      `${name}=${'x'.repeat(20_000)}`,
      header.slice(0, -5),
      header.replace('=', '=x'),
      `${name}=${decodeURIComponent(header.split('=')[1] ?? '').split('.')[0]}`,
    ]
    for (const one of garbage) expect(await sessions.find(one)).toBeUndefined()
    expect(statements()).toBe(1)
  })

  test('a token from the table alone opens nothing: its signature is missing', async () => {
    const account = await door.person()
    await door.signedIn(account)
    const { rows } = await sql<{ token: string }>`
      select token from auth.session where person_id = ${account.personId}`.execute(database.kysely)
    const thief = door.browser()
    const token = rows[0]?.token ?? ''
    for (const value of [token, `${token}.`, `${token}.AAAA`, encodeURIComponent(`${token}.=`)]) {
      thief.cookies.set('__Host-holdfast_session', value)
      expect((await thief.get('/me')).status).toBe(401)
    }
  })

  test('the last use is noted at most once a minute', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    const lastUsed = async () => {
      await door.settled()
      const { json } = await browser.get('/me/sessions')
      return Date.parse(json.items[0].lastUsedAt)
    }
    const before = await lastUsed()
    door.clock.jump(30_000)
    await browser.get('/me')
    expect(await lastUsed()).toBe(before)
    door.clock.jump(40_000)
    await browser.get('/me')
    expect(await lastUsed()).toBe(door.clock.now().getTime())
  })
})
