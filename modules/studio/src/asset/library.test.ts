import { readdir, readlink } from 'node:fs/promises'
import { get } from 'node:http'
import { newId } from '@holdfast/kernel/ids'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aMaker, givenApi } from '../fixtures/given-api.ts'
import { aPicture } from '../fixtures/pictures.ts'
import { uploader } from '../fixtures/sending.ts'
import { tokenOf } from '../fixtures/studio-server.ts'
import { zipEntries } from '../fixtures/zip-entries.ts'
import { useAssets } from './asset-rows.ts'

const { ask, origin, jobs, database, storedKeys, parts } = await givenApi()
const png = await aPicture('png')

function given() {
  const as = aMaker()
  const own = uploader(origin, as)
  return {
    as,
    ...own,
    /** A picture of that name; its id. */
    async aPictureOf(name: string): Promise<string> {
      const answer = await own.form({ fileName: `${name}.png`, type: 'image/png', bytes: png })
      expect(answer.status).toBe(201)
      return answer.json.id
    },
    get: (path: string) => ask('GET', path, { as }),
  }
}

test('the library is read page by page, newest first, and searched by name', async () => {
  const { get: read, aPictureOf } = given()
  for (const name of ['One', 'Two 100%', 'Three', 'Four 100 %']) await aPictureOf(name)
  const first = await read('/studio/assets?limit=3')
  const names = (page: typeof first) =>
    page.json.items.map(({ name }: { readonly name: string }) => name)
  expect(names(first)).toEqual(['Four 100 %', 'Three', 'Two 100%'])
  expect(first.json.page.hasMore).toBe(true)
  const second = await read(`/studio/assets?limit=3&cursor=${first.json.page.nextCursor}`)
  expect(names(second)).toEqual(['One'])
  expect(names(await read('/studio/assets?search=100%25'))).toEqual(['Two 100%'])
  expect(names(await read('/studio/assets?search=tHr'))).toEqual(['Three'])
  expect((await read('/studio/assets?kind=video')).json.items).toEqual([])
  const both = await read('/studio/assets?kind=image&origin=upload&offset=1')
  expect([both.json.page.total, names(both).length]).toEqual([4, 3])
})

test('a name is changed, and told once', async () => {
  const { as, aPictureOf } = given()
  const id = await aPictureOf('Before')
  for (let time = 0; time < 2; time += 1) {
    const { json } = await ask('PATCH', `/studio/assets/${id}`, { as, body: { name: 'After' } })
    expect(json.name).toBe('After')
  }
  const unnamed = await ask('PATCH', `/studio/assets/${id}`, { as, body: { name: ' \u202e ' } })
  expect(unnamed.status).toBe(422)
  expect(await eventsOf(id)).toEqual(['studio.assetAdded', 'studio.assetChanged'])
})

test('what is deleted is gone with its file, its preview and its links, and told once', async () => {
  const before = await storedKeys()
  const { as, aPictureOf, get: read } = given()
  const id = await aPictureOf('Gone soon')
  const { json: share } = await ask('POST', `/studio/assets/${id}/shares`, {
    as,
    body: {},
    key: newId(),
  })
  for (let time = 0; time < 2; time += 1) {
    expect((await ask('DELETE', `/studio/assets/${id}`, { as })).status).toBe(204)
  }
  expect((await read(`/studio/assets/${id}`)).code).toBe('studio.unknownAsset')
  expect((await fetch(share.url)).status).toBe(404)
  await jobs.waitUntilIdle()
  expect(await storedKeys()).toEqual(before)
  expect((await read('/studio/usage')).json.bytes).toBe(0)
  expect(await eventsOf(id)).toEqual([
    'studio.assetAdded',
    'studio.assetChanged',
    'studio.assetDeleted',
  ])
})

test('what something is made of can not be deleted until that has ended', async () => {
  const { as, aPictureOf } = given()
  const id = await aPictureOf('Used')
  const now = new Date()
  const job = {
    id: newId(),
    organisation_id: as.organisationId,
    kind: 'mix',
    title: 'Mix',
    input: JSON.stringify({ clips: [{ assetId: id }] }),
    state: 'queued',
    queue_id: newId(),
    credits: 1,
    created_by: as.id,
    correlation_id: 'test',
    created_at: now,
    changed_at: now,
  } as const
  const remove = () => ask('DELETE', `/studio/assets/${id}`, { as })
  // Who begins to use it is waited for.
  const { deleting } = await database.transaction(async ({ kysely }) => {
    await useAssets(kysely, as, [id])
    const first = remove()
    const waiting = eventually(async () => {
      const { rows } = await sql`select from pg_locks where not granted`.execute(kysely)
      expect(rows).not.toEqual([])
    }).catch(() => undefined)
    await Promise.race([first, waiting])
    await kysely.insertInto('studio.job').values(job).execute()
    return { deleting: first }
  })
  const used = await deleting
  expect([used.status, used.code]).toEqual([409, 'studio.assetInUse'])
  await database.kysely
    .updateTable('studio.job')
    .set({ state: 'cancelled', ended_at: now })
    .where('id', '=', job.id)
    .execute()
  expect((await remove()).status).toBe(204)
})

test('an archive holds every file whole, under names that are safe and differ', async () => {
  const { as, aPictureOf } = given()
  const ids = [await aPictureOf('Menu'), await aPictureOf('menu'), await aPictureOf('CON')]
  const renamed = { name: '../../etc/passwd' }
  ids.push(await aPictureOf('Path'))
  await ask('PATCH', `/studio/assets/${ids[3]}`, { as, body: renamed })
  const query = [...ids, ids[0]].map((id) => `id=${id}`).join('&')
  const response = await fetch(`${origin}/api/v1/studio/archive.zip?${query}`, {
    headers: { authorization: tokenOf(as) },
  })
  expect(response.headers.get('content-type')).toBe('application/zip')
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(response.headers.get('content-length')).toBe(String(bytes.length))
  const entries = zipEntries(bytes)
  expect(entries.map(({ name }) => name)).toEqual([
    'Menu.png',
    'menu (2).png',
    '_CON.png',
    '_.._etc_passwd.png',
  ])
  for (const { bytes: content } of entries) {
    expect((await sharp(content).metadata()).width).toBe(64)
  }
})

test('an archive whose taker goes away stops to read', async () => {
  const { as, aPictureOf } = given()
  const large = await aPictureOf('Large')
  const { key } = await database.kysely
    .selectFrom('studio.asset')
    .where('id', '=', large)
    .select('key')
    .executeTakeFirstOrThrow()
  const bytes = 60_000_000
  await parts.files.put(new Uint8Array(bytes), { key, maxBytes: bytes, contentType: 'image/png' })
  await database.kysely.updateTable('studio.asset').set({ bytes }).where('id', '=', large).execute()
  const asked = get(`${origin}/api/v1/studio/archive.zip?id=${large}`, {
    headers: { authorization: tokenOf(as) },
  })
  asked.on('error', () => {})
  let taken = 0
  await new Promise<void>((resolve) => {
    asked.on('response', (response) => {
      response.once('data', (chunk: Buffer) => {
        taken += chunk.length
        response.pause()
        asked.destroy()
        resolve()
      })
    })
  })
  expect(taken).toBeLessThan(bytes / 10)
  await eventually(async () => expect(await openFilesOf(key)).toBe(0))
})

test('a shared page shows its file to whoever has the link, and runs nothing', async () => {
  const { as, aPictureOf, get: read } = given()
  const id = await aPictureOf('Our <b>menu')
  const body = { days: 2 }
  const made = await ask('POST', `/studio/assets/${id}/shares`, { as, body, key: newId() })
  const { url, id: shareId } = made.json
  expect(url).toMatch(/\/shared\/[\w-]{43}$/)
  const page = await fetch(url)
  const text = await page.text()
  expect(text).toContain('Our &lt;b&gt;menu')
  expect(text).not.toMatch(/<script|<b>|<Oak>/)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/script-src|unsafe|\*/)
  expect(page.headers.get('x-robots-tag')).toContain('noindex')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  const [, src = ''] = /<img src="([^"]+)"/.exec(text) ?? []
  expect((await fetch(src)).headers.get('content-type')).toBe('image/png')
  // The token is nowhere: neither in a row nor in a later answer.
  const token = url.split('/').at(-1)
  const rows = await database.kysely.selectFrom('studio.share').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(token)
  const { json: list } = await read(`/studio/assets/${id}/shares`)
  expect(list.items).toMatchObject([{ id: shareId, url: null }])
  expect((await ask('DELETE', `/studio/shares/${shareId}`, { as })).status).toBe(204)
  expect((await ask('DELETE', `/studio/shares/${shareId}`, { as })).status).toBe(204)
  expect((await fetch(url)).status).toBe(404)
  expect((await read(`/studio/assets/${id}/shares`)).json.items).toEqual([])
})

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)

test('a link ends at its time', async () => {
  const { as, aPictureOf } = given()
  const id = await aPictureOf('Short')
  const made = await ask('POST', `/studio/assets/${id}/shares`, { as, body: {}, key: newId() })
  const endOf = async (expiresAt: Date) => {
    const change = database.kysely.updateTable('studio.share').set({ expires_at: expiresAt })
    await change.where('id', '=', made.json.id).execute()
    const [, src = ''] = /<img src="([^"]+)"/.exec(await (await fetch(made.json.url)).text()) ?? []
    const [payload = ''] = src.split('/').at(-1)?.split('.') ?? []
    return JSON.parse(Buffer.from(payload, 'base64url').toString()).expiresAtMs
  }
  const [soon, late] = [inHours(1), inHours(24)] as const
  // The address of the file works no longer than the page that gave it, and never for long.
  expect(await endOf(soon)).toBe(soon.getTime())
  expect(await endOf(late)).toBeLessThan(late.getTime())
  await database.kysely
    .updateTable('studio.share')
    .set({ expires_at: new Date(Date.now() - 1) })
    .where('id', '=', made.json.id)
    .execute()
  expect((await fetch(made.json.url)).status).toBe(404)
})

test('what belongs to another organisation is not there, whatever is asked of it', async () => {
  const { as, form, begin } = given()
  const mine = { fileName: 'mine.png', type: 'image/png', bytes: png }
  const { json: asset } = await form(mine)
  const shared = await ask('POST', `/studio/assets/${asset.id}/shares`, { as, body: {}, key: 'k1' })
  const { json: upload } = await begin(mine)
  const other = aMaker()
  const asking: readonly (readonly [method: string, path: string, body?: object])[] = [
    ['GET', `/studio/assets/${asset.id}`],
    ['PATCH', `/studio/assets/${asset.id}`, { name: 'Yours' }],
    ['POST', `/studio/assets/${asset.id}/links`],
    ['GET', `/studio/assets/${asset.id}/shares`],
    ['POST', `/studio/assets/${asset.id}/shares`, {}],
    ['GET', `/studio/archive.zip?id=${asset.id}`],
    ['DELETE', `/studio/assets/${asset.id}`],
    ['DELETE', `/studio/shares/${shared.json.id}`],
    ['GET', `/studio/uploads/${upload.id}`],
    ['DELETE', `/studio/uploads/${upload.id}`],
  ]
  for (const [method, path, body] of asking) {
    const answer = await ask(method, path, {
      as: other,
      body,
      key: `k-${method}-${path}`.slice(0, 60),
    })
    expect([path, answer.status]).toEqual([path, 404])
  }
  const list = await ask('GET', '/studio/assets', { as: other })
  expect(list.json.items).toEqual([])
  expect((await ask('GET', `/studio/assets/${asset.id}`, { as })).json.name).toBe('mine')
})

async function eventsOf(subject: string): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly type: string }>`
    select type from kernel.event where subject = ${subject} order by id`.execute(database.kysely)
  return rows.map(({ type }) => type)
}

/** How often this process has a file open. */
async function openFilesOf(key: string): Promise<number> {
  const open = await readdir('/proc/self/fd')
  const paths = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
  return paths.filter((path) => path.endsWith(key)).length
}
