import { newId } from '@holdfast/kernel/ids'
import type { StoredMail } from '@holdfast/kernel/mail'
import { expect, test } from 'vitest'
import { givenOperations, mailboxOf } from '../fixtures/given-operations.ts'
import { listMails } from './list-mails.ts'
import { showMail } from './show-mail.ts'
import { showMailHtml } from './show-mail-html.ts'

const { staffOf } = await givenOperations()
const own = newId()
const id = 'booking/1/confirmed'

function partsOf(...mails: readonly Partial<StoredMail>[]) {
  return { keptMails: { organisationId: own, mailbox: mailboxOf(...mails) } }
}

const one = { params: { id }, query: undefined, body: undefined }
const listing = (q?: string) => ({
  params: undefined,
  query: { limit: 50, ...(q === undefined ? {} : { q }) },
  body: undefined,
})

test('mails are found by a part of address or subject, whatever its letters', async () => {
  const parts = partsOf(
    { id: '1', to: 'ada@example.com', subject: 'Your dinner is booked' },
    { id: '2', to: 'bela@example.com', subject: 'Reset your password' },
  )
  const found = async (q?: string) =>
    (await listMails(staffOf(own), listing(q), parts)).items.map((mail) => mail.id)
  expect(await found()).toEqual(['1', '2'])
  expect(await found('BELA')).toEqual(['2'])
  expect(await found('dinner')).toEqual(['1'])
  expect(await found('nobody')).toEqual([])
})

test('a mail is shown as text, with the names and sizes of its files', async () => {
  expect(await showMail(staffOf(own), one, partsOf({}))).toMatchObject({
    id,
    text: 'See you.',
    attachments: [{ fileName: 'dinner.ics', contentType: 'text/calendar', sizeBytes: 3 }],
  })
})

test('its HTML part comes with a policy under which nothing in it runs or loads', async () => {
  const html = '<head></head><script>steal()</script><img src="https://spy.example/p.gif">'
  const { headers } = await showMailHtml(staffOf(own), one, partsOf({ html }))
  const policy = String(headers['content-security-policy']).split('; ')
  expect(policy).toContain("default-src 'none'")
  expect(policy.find((line) => line.startsWith('sandbox'))).not.toMatch(/scripts|same-origin|forms/)
  expect(policy.some((line) => line.startsWith('script-src'))).toBe(false)
  expect(headers['cache-control']).toBe('no-store')
})

test.each([
  ['mails are sent', {}, own],
  ['the mailbox is another business’s', partsOf({}), newId()],
])('where %s there is no mailbox', async (_, parts, organisationId) => {
  const ctx = staffOf(organisationId)
  const refused = { code: 'operations.noMailbox', status: 404 }
  await expect(listMails(ctx, listing(), parts)).rejects.toMatchObject(refused)
  await expect(showMail(ctx, one, parts)).rejects.toMatchObject(refused)
  await expect(showMailHtml(ctx, one, parts)).rejects.toMatchObject(refused)
})

test('a mail that is not there is a plain 404', async () => {
  await expect(showMail(staffOf(own), one, partsOf())).rejects.toMatchObject({
    code: 'request.notFound',
  })
})
