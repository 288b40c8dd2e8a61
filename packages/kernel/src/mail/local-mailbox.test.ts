import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { createLocalMailbox } from './local-mailbox.ts'
import { MailError } from './mail-error.ts'
import type { Mail } from './mailer.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailbox-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function mail(id: string, change: Partial<Mail> = {}): Mail {
  return { id, to: 'guest@example.com', subject: 'A subject', text: 'T', html: '<p>T', ...change }
}

test('a mail is listed and read as it was sent', async () => {
  const clock = { ...systemClock, now: () => new Date('2026-11-22T10:00:00Z') }
  const mailbox = createLocalMailbox(join(folder, 'not', 'there', 'yet'), clock)
  const content = new Uint8Array([0, 255])
  const attachments = [{ fileName: 'event.ics', contentType: 'text/calendar', content }]
  await mailbox.send(mail('booking/1/confirmed', { attachments }))
  const stored = {
    ...mail('booking/1/confirmed'),
    sentAt: '2026-11-22T10:00:00.000Z',
    attachments: [{ fileName: 'event.ics', contentType: 'text/calendar', base64: 'AP8=' }],
  }
  expect(await mailbox.list()).toEqual([stored])
  expect(await mailbox.read('booking/1/confirmed')).toEqual(stored)
  expect(await mailbox.read('booking/2/confirmed')).toBeUndefined()
})

test('an empty mailbox is an empty list', async () => {
  expect(await createLocalMailbox(join(folder, 'nothing')).list()).toEqual([])
})

test('the same id sent many times at once, also by several processes, is one mail', async () => {
  const mailboxes = Array.from({ length: 4 }, () => createLocalMailbox(folder))
  const sends = Array.from({ length: 40 }, (_, index) =>
    mailboxes[index % 4]?.send(mail('cause', { text: `try ${index}` })),
  )
  await Promise.all(sends)
  const [first] = await createLocalMailbox(folder).list()
  await mailboxes[0]?.send(mail('cause', { text: 'later' }))
  expect(await createLocalMailbox(folder).list()).toEqual([first])
  expect(await readdir(folder)).toHaveLength(1)
})

test('the newest mails come first, and only as many as asked for', async () => {
  let nowMs = 0
  const clock = { ...systemClock, now: () => new Date((nowMs += 1_000)) }
  const mailbox = createLocalMailbox(folder, clock)
  for (const id of ['a', 'b', 'c']) await mailbox.send(mail(id))
  expect((await mailbox.list()).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  expect(await mailbox.list(2)).toHaveLength(2)
})

test('no id can name a file outside the folder, and only the owner can read mails', async () => {
  const mailbox = createLocalMailbox(folder)
  await mailbox.send(mail('../../escape'))
  const [name = ''] = await readdir(folder)
  expect(name).toMatch(/^[0-9a-f]{64}\.json$/)
  expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  expect(await mailbox.read('../../escape')).toMatchObject({ id: '../../escape' })
})

test('a half-written file of a killed process is not seen; a broken mail is named', async () => {
  const mailbox = createLocalMailbox(folder)
  await mailbox.send(mail('whole'))
  const [name = ''] = await readdir(folder)
  const text = await readFile(join(folder, name), 'utf8')
  await writeFile(join(folder, `${name}.abcdef`), text.slice(0, 20))
  expect(await mailbox.list()).toHaveLength(1)
  await writeFile(join(folder, name), text.slice(0, 20))
  await expect(mailbox.list()).rejects.toThrow(name)
})

test.each([
  'guest@example.com\r\nBcc: all@example.com',
  'guest@example.com, other@example.com',
  'Guest <guest@example.com>',
  'guest@example.com\n',
  'no address',
  '',
])('%j is no address', async (to) => {
  const sent = createLocalMailbox(folder).send(mail('a', { to }))
  await expect(sent).rejects.toThrow(MailError)
  await expect(sent).rejects.toMatchObject({ kind: 'permanent' })
})

test('mails to somebody who is forgotten are gone, and nobody else’s', async () => {
  const mailbox = createLocalMailbox(folder)
  await mailbox.send(mail('one'))
  await mailbox.send(mail('two', { to: 'other@example.com' }))
  await mailbox.forget((to) => to === 'guest@example.com')
  expect((await mailbox.list()).map(({ id }) => id)).toEqual(['two'])
})
