import { MailError } from '@holdfast/kernel/mail'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { eventsAbout } from '../../fixtures/audit.ts'
import { migrations } from '../../fixtures/business.ts'
import { openFrontDoor, type Account } from '../../fixtures/front-door.ts'
import { tokenIn } from '../../fixtures/mailbox.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

let account: Account
beforeEach(async () => {
  // What the test before has left, so that the next mail is this one's.
  await door.deliver()
  account = await door.person()
  await door.browser().post('/password-resets', { email: account.email })
})

const mailsTo = ({ email }: Account) => door.mailbox.handed.filter(({ to }) => to === email)

const reset = (token: string) =>
  door.browser().post('/password-resets/confirm', { token, password: 'a longer morning' })

/** The process ends before the job has settled, and another one does it again. */
async function killedBeforeItSettled(meanwhile: (token: string) => Promise<unknown>) {
  let killed = false
  await door.deliver({
    async settle() {
      if (killed) return
      killed = true
      await meanwhile(tokenIn(mailsTo(account)[0]))
      throw new Error('killed')
    },
  })
  expect(killed).toBe(true)
}

test('killed between sending and settling: the same mail with the same link again', async () => {
  await killedBeforeItSettled(async () => undefined)
  const mails = mailsTo(account)
  expect(mails).toHaveLength(2)
  expect(mails[1]).toEqual(mails[0])
  expect((await reset(tokenIn(mails[0]))).status).toBe(204)
})

test('a link that was used in between is not mailed again, and stays used', async () => {
  await killedBeforeItSettled(async (token) => expect((await reset(token)).status).toBe(204))
  expect(mailsTo(account)).toHaveLength(1)
  expect((await reset(tokenIn(mailsTo(account)[0]))).status).toBe(410)
})

test('a mail that is late comes after a newer one: the newer link works, and used it ends both', async () => {
  const newer = () => door.browser().post('/password-resets', { email: account.email })
  await killedBeforeItSettled(newer)
  await door.deliver()
  const [older, , last] = mailsTo(account).map(tokenIn)
  expect(last).not.toBe(older)
  expect((await reset(last ?? '')).status).toBe(204)
  expect((await reset(older ?? '')).status).toBe(410)
})

test('a link that is mailed late has all its time before it', async () => {
  await killedBeforeItSettled(() =>
    sql`update auth.verification set expires_at = now() + interval '1 second'
        where value = ${account.personId}`.execute(database.kysely),
  )
  const token = tokenIn(mailsTo(account)[1])
  const { json } = await door.browser().post('/password-resets/preview', { token })
  expect(Date.parse(json.expiresAt) - door.clock.now().getTime()).toBeGreaterThan(29 * 60_000)
})

test('an address that is refused for good stands in the history once, whoever settles', async () => {
  const refused = new MailError({ kind: 'permanent', reason: 'no such mailbox' })
  door.mailbox.failFor(account.email, refused)
  await door.deliver()
  expect(mailsTo(account)).toEqual([])
  expect(await eventsAbout(database, account.personId)).toEqual(['person.mailRefused'])
})
