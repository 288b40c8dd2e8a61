import { expect, test } from 'vitest'
import type { Mailbox, StoredMail } from './local-mailbox.ts'
import { mailTemplate } from './mail-template.ts'
import { mailboxPage } from './mailbox-page.ts'

const content = mailTemplate({
  title: 'Your table is booked',
  paragraphs: ['See <https://example.com/a?b=1&c=2>. Bye.'],
  footer: ['Us'],
})
const stored: StoredMail = {
  id: 'booking/1 <confirmed>',
  to: 'guest@example.com',
  subject: 'Booked <b>bold</b>',
  ...content,
  sentAt: '2026-11-22T10:00:00.000Z',
  attachments: [{ fileName: 'event<.ics', contentType: 'text/calendar', base64: '' }],
}

function mailboxOf(...mails: readonly StoredMail[]): Pick<Mailbox, 'list' | 'read'> {
  return {
    list: () => Promise.resolve(mails),
    read: (id) => Promise.resolve(mails.find((mail) => mail.id === id)),
  }
}

async function get(path: string, mailbox = mailboxOf(stored), method = 'GET') {
  const response = await mailboxPage(mailbox)(new Request(`http://localhost${path}`, { method }))
  return { response, html: await response.text() }
}

const mailPath = '/mailbox/booking%2F1%20%3Cconfirmed%3E'

test('the list links to each mail', async () => {
  const { response, html } = await get('/mailbox')
  expect(response.status).toBe(200)
  expect(html).toContain(`<a href="${mailPath}"><strong>Booked &lt;b&gt;bold&lt;/b&gt;</strong>`)
  expect(html).toContain('guest@example.com')
  expect((await get('/mailbox/')).response.status).toBe(200)
})

test('an empty mailbox says what will appear there', async () => {
  expect((await get('/mailbox', mailboxOf())).html).toContain('No mail yet.')
})

test('a mail shows its facts, its text with links that can be clicked, and its HTML in a frame', async () => {
  const { html } = await get(mailPath)
  expect(html).toContain('event&lt;.ics (text/calendar)')
  expect(html).toContain(
    '&lt;<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener">',
  )
  expect(html).toMatch(
    /<iframe title="HTML part" sandbox="allow-popups allow-popups-to-escape-sandbox" height="\d+" /,
  )
  expect(html).toContain(`src="${mailPath}/html"></iframe>`)
})

test('the frame of a longer mail is higher, so that nothing of it is cut', async () => {
  const text = 'A line that a phone breaks into two lines, at least.\n'.repeat(40)
  const longer = await get(mailPath, mailboxOf({ ...stored, text }))
  expect(heightIn(longer.html) - heightIn((await get(mailPath)).html)).toBeGreaterThan(40 * 2 * 20)
})

test('the HTML part is served as it was sent, in a sandbox that runs and loads nothing', async () => {
  const { response, html } = await get(`${mailPath}/html`)
  expect(html.replace('\n<base target="_blank">', '')).toBe(stored.html)
  const policy = response.headers.get('content-security-policy')
  expect(policy).toContain('sandbox allow-popups')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('allow-scripts')
})

test('no page runs a script, and its style is allowed by hash alone', async () => {
  for (const path of ['/mailbox', mailPath, '/mailbox/none']) {
    const { response, html } = await get(path)
    expect(html).not.toMatch(/<script|<b>|\son\w+=/i)
    expect(response.headers.get('content-security-policy')).toMatch(/style-src 'sha256-[\w+/=]+'/)
    expect(response.headers.get('cache-control')).toBe('no-store')
  }
})

test.each([
  '/mailbox/none',
  '/mailbox/none/html',
  `${mailPath}/other`,
  `${mailPath}/html/x`,
  '/mailbox/%E0%A4%A',
])('%s is not there', async (path) => {
  expect((await get(path)).response.status).toBe(404)
})

test('other methods are refused', async () => {
  const { response } = await get('/mailbox', mailboxOf(), 'POST')
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

function heightIn(html: string): number {
  return Number(/<iframe [^>]*height="(\d+)"/.exec(html)?.[1])
}
