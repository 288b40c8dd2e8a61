import { expect, test } from 'vitest'
import { bind } from '../module/module.ts'
import { html } from './docs/html.ts'
import { sketch } from './docs/json-schema.ts'
import { givenApi } from './given-api.ts'
import { noteId, noteRoutes, notesModule } from './given-notes.ts'
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

test('each operation says for whom it is, and how often it may be called, in words', async () => {
  const page = (await pageText()).replaceAll(/\s+/g, ' ')
  expect(page).toContain(
    '<a href="#limit-strict">strict</a>, 2 a minute for each caller and for each email',
  )
  expect(page).toContain('<a href="#limit-strict">strict</a>, 2 a minute · Idempotency-Key')
  expect(page).toMatch(/<dt id="limit-api">.*<dd>10000 a minute<\/dd>/)
  expect(page).toContain('Anybody who signed in, about themselves; no API key')
})

test('what is for people alone says so, and no API key is offered for it', async () => {
  const forPeople = { ...noteRoutes.remove, peopleOnly: true } as const
  const routes = [bind(forPeople, async () => undefined)]
  const { api, call } = givenApi({ modules: [{ ...notesModule, routes }] })
  const page = (await (await call('GET', '/api/docs')).text()).replaceAll(/\s+/g, ' ')
  expect(page).toContain('For: People of the business; no API key, with <code>notes.remove</code>')
  expect(api.openapi()).toMatchObject({
    paths: {
      '/notes/{id}': {
        delete: {
          description: 'For people alone: no API key can do it.',
          security: [{ session: ['notes.remove'] }],
        },
      },
    },
  })
})

test('a program sees how to send its key', async () => {
  const forPrograms = { ...noteRoutes.newest, access: 'operator', action: 'notes.read' } as const
  const routes = [bind(forPrograms, async () => ({ id: noteId, text: 'hello' }))]
  const { call } = givenApi({ modules: [{ ...notesModule, routes }] })
  const page = await (await call('GET', '/api/docs')).text()
  expect(page).toContain('curl &#39;http://api.test/api/v1/notes/newest&#39;')
  expect(page).toContain('-H &quot;authorization: Bearer $KEY&quot;')
  expect(page).toContain('a key that was given <code>notes.read</code>')
})
