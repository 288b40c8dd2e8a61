import { expect, test } from 'vitest'
import { html } from './docs/html.ts'
import { sketch } from './docs/json-schema.ts'
import { givenApi } from './given-api.ts'
import { noteRoutes, notesModule } from './given-notes.ts'
import { operationId } from './operation.ts'
import { listProblems } from './problem-list.ts'

async function pageText(): Promise<string> {
  return (await givenApi().call('GET', '/api/docs')).text()
}

test('the page has a place for every operation and every problem', async () => {
  const page = await pageText()
  for (const route of Object.values(noteRoutes)) {
    expect(page).toContain(`<article id="${operationId(route)}">`)
  }
  for (const { code } of listProblems([notesModule])) expect(page).toContain(`<dt id="${code}">`)
})

test('every link on the page leads somewhere', async () => {
  const { call } = givenApi()
  const page = await pageText()
  const targets = [...page.matchAll(/href="([^"]+)"|src="([^"]+)"/g)].map(
    ([, href, src]) => href ?? src ?? '',
  )
  for (const target of new Set(targets)) {
    if (target.startsWith('#')) expect(page).toContain(`id="${target.slice(1)}"`)
    else expect((await call('GET', target)).status).toBe(200)
  }
})

test('the page runs under a strict content security policy: nothing inline, nothing foreign', async () => {
  const page = await pageText()
  expect(page).not.toMatch(/<style|style=|\son[a-z]+=|<script>|https?:\/\/(?!api\.test)/)
})

test('text that looks like markup stays text', () => {
  expect(html`<p title="${'"<b>\''}">${'<script>&'}</p>`.text).toBe(
    '<p title="&quot;&lt;b&gt;&#39;">&lt;script&gt;&amp;</p>',
  )
})

test('a command shows the address, the key and a body to start from', async () => {
  const page = await pageText()
  expect(page).toContain('curl -X POST &#39;http://api.test/api/v1/notes&#39;')
  expect(page).toContain('idempotency-key: $(openssl rand -hex 16)')
  expect(page).toContain('{&quot;text&quot;:&quot;Buy embers&quot;}')
})

test('a command takes its ids from variables that the page says how to set', async () => {
  const page = await pageText()
  expect(page).toContain('NOTE=$(curl -s &#39;http://api.test/api/v1/notes&#39; |')
  expect(page).toContain('curl -X POST &quot;http://api.test/api/v1/notes/$NOTE/pay&quot;')
})

test('a command shows who asks: a sign-in keeps the session, what is not public sends it', async () => {
  const page = await pageText()
  const commands = page.split('curl -X ').slice(1)
  const commandOf = (start: string) => commands.find((one) => one.startsWith(start)) ?? ''
  expect(commandOf('POST &#39;http://api.test/api/v1/sign-in')).toContain('-c cookies.txt')
  const removal = commandOf('DELETE &quot;http://api.test/api/v1/notes/$NOTE')
  expect(removal).toContain('-b cookies.txt')
  expect(removal).toContain('-H &#39;origin: http://api.test&#39;')
  expect(commandOf('GET &#39;http://api.test/api/v1/notes&#39;')).not.toMatch(/^[^<]*cookies\.txt/)
})

test('a text of a certain form shows it', () => {
  const time = { type: 'string', pattern: '^..:..$', description: 'HH:MM' }
  expect(sketch({ type: 'object', properties: { time: { ...time, example: '18:30' } } })).toBe(
    '{\n  time?: text such as "18:30"  // HH:MM\n}',
  )
  expect(sketch(time)).toBe('text of the form ^..:..$')
})

test('the page is sent once and asked for by its tag afterwards', async () => {
  const { call } = givenApi()
  const first = await call('GET', '/api/docs')
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
  expect((await call('GET', '/api/docs', { headers })).status).toBe(304)
})
