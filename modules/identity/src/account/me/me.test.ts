import { testDatabase } from '@holdfast/testing/database'
import { afterAll, describe, expect, test } from 'vitest'
import { eventsAbout } from '../../fixtures/audit.ts'
import { migrations } from '../../fixtures/business.ts'
import { openFrontDoor } from '../../fixtures/front-door.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

describe('GET /me', () => {
  test('200: who is signed in, without an organisation for whoever belongs to none', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    const { json } = await browser.get('/me')
    expect(json).toEqual({
      person: {
        id: account.personId,
        name: 'Grace Person',
        email: account.email,
        emailVerified: true,
        secondFactor: false,
        createdAt: expect.any(String),
      },
      actions: [],
      memberships: [],
    })
  })

  test('401 without a session', async () => {
    expect((await door.browser().get('/me')).status).toBe(401)
  })
})

describe('GET /visitor', () => {
  test('200: the same as GET /me for whoever is signed in', async () => {
    const browser = await door.signedIn(await door.person())
    const { status, json } = await browser.get('/visitor')
    expect([status, json]).toEqual([200, { me: (await browser.get('/me')).json }])
  })

  test('200 and nobody without a session, and after its end', async () => {
    expect(await door.browser().get('/visitor')).toMatchObject({ status: 200, text: '{}' })
    const browser = await door.signedIn(await door.person())
    const kept = new Map(browser.cookies)
    await browser.post('/sign-out')
    for (const [name, value] of kept) browser.cookies.set(name, value)
    const { status, json } = await browser.get('/visitor')
    expect([status, json]).toEqual([200, {}])
  })
})

describe('PATCH /me', () => {
  test('200: the new name is everywhere, and in no event', async () => {
    const account = await door.person()
    const browser = await door.signedIn(account)
    expect(await browser.patch('/me', { name: ' Grace Hopper ' })).toMatchObject({
      status: 200,
      json: { name: 'Grace Hopper' },
    })
    expect((await browser.get('/me')).json.person.name).toBe('Grace Hopper')
    expect(await eventsAbout(database, account.personId)).toContain('person.renamed')
  })

  test.each([{ name: '  ' }, { name: 'x'.repeat(101) }, { name: 'A', email: 'b@example.com' }])(
    '422 for %j',
    async (body) => {
      const browser = await door.signedIn(await door.person())
      expect((await browser.patch('/me', body)).status).toBe(422)
    },
  )

  test('401 without a session', async () => {
    expect((await door.browser().patch('/me', { name: 'Nobody' })).status).toBe(401)
  })
})
