import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { eventually } from '@holdfast/testing/eventually'
import { Upload } from 'tus-js-client'
import { expect, test } from 'vitest'
import { makeClip } from '../fixtures/clips.ts'
import { aMaker, givenApi } from '../fixtures/given-api.ts'
import { metadataOf, tus, uploader } from '../fixtures/sending.ts'
import { tokenOf } from '../fixtures/studio-server.ts'
import { askToLetGo } from './receivers.ts'

const { ask, jobs, origin, database, storedKeys, spooled, parts } = await givenApi({
  limits: { maxUploadBytes: 1_000_000 },
})
const { listener } = parts
const bytes = new Uint8Array(await readFile(await makeClip({ seconds: 1 })))
const clip = { fileName: 'Grill at dusk.mp4', type: 'video/mp4', bytes }
const half = Math.floor(bytes.length / 2)

function given() {
  const as = aMaker()
  return { as, ...uploader(origin, as) }
}

async function begun() {
  const own = given()
  const { json } = await own.begin(clip)
  return { ...own, id: String(json.id) }
}

function checksumOf(algorithm: 'sha1' | 'sha256', of: Uint8Array): string {
  return `${algorithm} ${createHash(algorithm).update(of).digest('base64')}`
}

/** Resolves once a later question has come, so that what was asked before has come as well. */
async function heard(id: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const unsubscribe = listener.subscribe('studio_upload', (payload) => {
    if (payload.endsWith(` ${id} -1`)) resolve()
  })
  await askToLetGo(database.kysely, { uploadId: id, fence: -1 })
  await promise
  unsubscribe()
}

/** Resolves once a request is at it, or none is any more. */
function arrived(id: string, isReceiving = true) {
  return eventually(async () => {
    const row = await database.kysely
      .selectFrom('studio.upload')
      .where('id', '=', id)
      .select('is_receiving')
      .executeTakeFirst()
    expect(row?.is_receiving).toBe(isReceiving)
  })
}

test('a clip that comes in pieces is in the library as it was', async () => {
  const { as, begin, send, show } = given()
  const answer = await begin(clip)
  expect([answer.status, answer.json.state, answer.json.offset]).toEqual([201, 'open', 0])
  const { id } = answer.json
  expect(answer.headers.get('location')).toBe(`/api/v1/studio/uploads/${id}`)
  const third = Math.ceil(bytes.length / 3)
  for (let offset = 0; offset < bytes.length; offset += third) {
    const piece = bytes.slice(offset, offset + third)
    const sent = await send(id, { offset, bytes: piece, checksum: checksumOf('sha256', piece) })
    expect([sent.status, sent.headers.get('upload-offset')]).toEqual([
      204,
      String(offset + piece.length),
    ])
  }
  await jobs.waitUntilIdle()
  const { json: upload } = await show(id)
  expect(upload).toMatchObject({ state: 'done', refusal: null, expiresAt: null })
  const shown = await ask('GET', `/studio/assets/${upload.assetId}`, { as })
  expect(shown.json).toMatchObject({
    kind: 'video',
    origin: 'upload',
    name: 'Grill at dusk',
    contentType: 'video/mp4',
    width: 160,
    height: 90,
    hasAudio: true,
    bytes: bytes.length,
  })
  const links = await ask('POST', `/studio/assets/${upload.assetId}/links`, { as })
  const saved = await fetch(links.json.downloadUrl)
  expect(saved.headers.get('content-disposition')).toContain('Grill at dusk.mp4')
  expect(Buffer.from(await saved.arrayBuffer()).equals(bytes)).toBe(true)
  expect((await fetch(shown.json.previewUrl)).headers.get('content-type')).toBe('image/webp')
  // The three pieces are gone: the clip, its preview, and what others of this file have.
  expect(await storedKeys()).toHaveLength(2)
})

test('the client of tus uploads, is stopped, and resumes where it was', async () => {
  const { as, show } = given()
  const options = {
    endpoint: `${origin}/api/v1/studio/uploads`,
    headers: { authorization: tokenOf(as) },
    metadata: { filename: clip.fileName, filetype: clip.type },
    chunkSize: 2_000,
    retryDelays: [],
  }
  const url = await new Promise<string>((resolve, reject) => {
    const first: Upload = new Upload(Buffer.from(bytes), {
      ...options,
      onError: reject,
      onChunkComplete: (_size, accepted) => {
        if (accepted < half) return
        void first.abort().then(() => resolve(first.url ?? ''))
      },
    })
    first.start()
  })
  const offsets: number[] = []
  await new Promise<void>((resolve, reject) => {
    const second = new Upload(Buffer.from(bytes), {
      ...options,
      uploadUrl: url,
      onError: reject,
      onChunkComplete: (_size, accepted) => void offsets.push(accepted),
      onSuccess: () => resolve(),
    })
    second.start()
  })
  expect(offsets[0]).toBeGreaterThanOrEqual(half)
  await jobs.waitUntilIdle()
  const { json } = await show(url.split('/').at(-1) ?? '')
  expect(json).toMatchObject({ state: 'done', offset: bytes.length })
})

test('a first piece may come with the creation', async () => {
  const as = aMaker()
  const answer = await ask('POST', '/studio/uploads', {
    as,
    raw: bytes.slice(0, half),
    headers: {
      ...tus,
      'content-type': 'application/offset+octet-stream',
      'upload-length': String(bytes.length),
      'upload-metadata': metadataOf(clip),
    },
  })
  expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, String(half)])
})

test('what came of a request that broke off is kept, and the rest is sent', async () => {
  const { id, hang, head, send, show } = await begun()
  const { sent } = hang(id, { offset: 0, length: bytes.length, bytes: bytes.slice(0, half) })
  await spooled(half)
  sent.destroy()
  await eventually(async () =>
    expect((await head(id)).headers.get('upload-offset')).toBe(String(half)),
  )
  expect((await send(id, { offset: half, bytes: bytes.slice(half) })).status).toBe(204)
  await jobs.waitUntilIdle()
  expect((await show(id)).json.state).toBe('done')
})

test('of a piece with a checksum that broke off nothing is kept', async () => {
  const { id, hang, head } = await begun()
  const checksum = checksumOf('sha1', bytes)
  const { sent } = hang(id, {
    offset: 0,
    length: bytes.length,
    bytes: bytes.slice(0, half),
    checksum,
  })
  await arrived(id)
  sent.destroy()
  await arrived(id, false)
  expect((await head(id)).headers.get('upload-offset')).toBe('0')
})

test.each(['sha1', 'sha256'] as const)(
  'a wrong %s is 460, and nothing is kept',
  async (algorithm) => {
    const { id, send, head } = await begun()
    const checksum = checksumOf(algorithm, bytes)
    const wrong = await send(id, { offset: 0, bytes: bytes.slice(0, half), checksum })
    expect([wrong.status, wrong.code]).toEqual([460, 'studio.checksumMismatch'])
    expect((await head(id)).headers.get('upload-offset')).toBe('0')
    const right = await send(id, { offset: 0, bytes, checksum })
    expect(right.status).toBe(204)
  },
)

test('the newest request wins, and the older one ends at once with nothing written', async () => {
  const { as, id, hang, send, show } = await begun()
  const stale = new Uint8Array(half).fill(7)
  const older = hang(id, { offset: 0, length: bytes.length, bytes: stale })
  await arrived(id)
  expect((await send(id, { offset: 0, bytes })).status).toBe(204)
  expect(await older.code()).toBe('studio.takenOver')
  await jobs.waitUntilIdle()
  const { assetId } = (await show(id)).json
  const links = await ask('POST', `/studio/assets/${assetId}/links`, { as })
  const saved = await (await fetch(links.json.downloadUrl)).arrayBuffer()
  expect(Buffer.from(saved).equals(bytes)).toBe(true)
})

test('who asks where to resume ends a request that hangs, and what came of it counts', async () => {
  const { id, hang, head, show } = await begun()
  const older = hang(id, { offset: 0, length: bytes.length, bytes: bytes.slice(0, half) })
  await spooled(half)
  // Who only looks disturbs nobody.
  expect((await show(id)).json.offset).toBe(0)
  const answer = await head(id)
  expect(await older.code()).toBe('studio.takenOver')
  expect(answer.headers.get('upload-offset')).toBe(String(half))
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('a request is ended by no question that was asked before it began', async () => {
  const { id, hang } = await begun()
  const going = hang(id, { offset: 0, length: bytes.length, bytes: bytes.slice(0, half) })
  await arrived(id)
  await askToLetGo(database.kysely, { uploadId: id, fence: 0 })
  await heard(id)
  going.sent.end(bytes.slice(half))
  expect(await going.status()).toBe(204)
})

test('an upload that was taken back takes no more, and leaves no file', async () => {
  await jobs.waitUntilIdle()
  const before = await storedKeys()
  const { id, send, end, show, head, hang } = await begun()
  expect((await send(id, { offset: 0, bytes: bytes.slice(0, half) })).status).toBe(204)
  const hanging = hang(id, { offset: half, length: 100, bytes: bytes.slice(half, half + 50) })
  await arrived(id)
  expect((await end(id)).status).toBe(204)
  expect((await end(id)).status).toBe(204)
  expect(await hanging.code()).toBe('studio.takenOver')
  const more = await send(id, { offset: half, bytes: bytes.slice(half) })
  expect([more.status, more.code]).toEqual([410, 'studio.uploadEnded'])
  // A client of tus would try to go on for ever; who only looks sees what became of it.
  expect((await head(id)).status).toBe(410)
  expect((await show(id)).json.state).toBe('ended')
  await jobs.waitUntilIdle()
  expect(await storedKeys()).toEqual(before)
})

test('what can be refused before a byte is read is refused then', async () => {
  const { as, id, begin, send } = await begun()
  const create = (headers: Readonly<Record<string, string>>) => begin(clip, headers)
  const large = await create({ 'upload-length': '1000001' })
  expect([large.status, large.headers.get('tus-max-size')]).toEqual([413, '1000000'])
  expect(large.json.detail).toContain('At most 1 MB')
  const part = await create({ 'upload-concat': 'partial' })
  expect(part.json.errors[0].path).toBe('upload-concat')
  expect((await create({ 'upload-length': '0' })).code).toBe('studio.lengthMissing')
  const deferred = { ...tus, 'upload-defer-length': '1', 'upload-metadata': metadataOf(clip) }
  const later = await ask('POST', '/studio/uploads', { as, headers: deferred })
  expect(later.code).toBe('studio.lengthMissing')
  const old = await create({ 'tus-resumable': '0.2.2' })
  expect([old.status, old.headers.get('tus-version')]).toEqual([412, '1.0.0'])
  expect((await create({ 'upload-checksum': 'md5 AAAA' })).code).toBe('studio.unknownChecksum')
  expect((await send(id, { offset: 5, bytes })).code).toBe('studio.wrongOffset')
  const long = new Uint8Array(bytes.length + 1)
  expect((await send(id, { offset: 0, bytes: long })).status).toBe(413)
  const headers = { ...tus, 'upload-offset': '0', 'content-type': 'video/mp4' }
  const mistaken = await ask('PATCH', `/studio/uploads/${id}`, { as, headers, raw: bytes })
  expect(mistaken.status).toBe(415)
  const untold = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
  const speechless = await ask('PATCH', `/studio/uploads/${id}`, {
    as,
    headers: untold,
    raw: bytes,
  })
  expect(speechless.status).toBe(412)
})

test('one who announces more than fits is answered before anything is sent', async () => {
  const { id, hang } = await begun()
  const { sent, code } = hang(id, { offset: 0, length: 900_000, bytes: new Uint8Array(0) })
  expect(await code()).toBe('request.tooLarge')
  sent.destroy()
  await once(sent, 'close')
})

test('an upload that nobody continues ends, and leaves no file', async () => {
  await jobs.waitUntilIdle()
  const before = await storedKeys()
  const { id, as, send, show, head } = await begun()
  expect((await send(id, { offset: 0, bytes: bytes.slice(0, half) })).status).toBe(204)
  await database.kysely
    .updateTable('studio.upload')
    .set({ expires_at: new Date(Date.now() - 1) })
    .where('id', '=', id)
    .execute()
  expect((await send(id, { offset: half, bytes: bytes.slice(half) })).code).toBe(
    'studio.uploadEnded',
  )
  expect((await head(id)).status).toBe(410)
  // Any deletion sweeps.
  const { begin, end } = uploader(origin, as)
  await end((await begin(clip)).json.id)
  await jobs.waitUntilIdle()
  expect((await show(id)).json.state).toBe('ended')
  expect(await storedKeys()).toEqual(before)
})

test('OPTIONS says which tus is spoken', async () => {
  const { headers } = await ask('OPTIONS', '/studio/uploads')
  expect(headers.get('tus-version')).toBe('1.0.0')
  expect(headers.get('tus-extension')).toBe(
    'creation,creation-with-upload,termination,expiration,checksum',
  )
  expect(headers.get('tus-checksum-algorithm')).toBe('sha1,sha256')
})

test('nobody sees or touches an upload of somebody else', async () => {
  const { id, as } = await begun()
  const others = [aMaker(as.organisationId), aMaker(), { ...aMaker(), id: as.id }]
  for (const other of others) {
    const { send, head, show, end } = uploader(origin, other)
    const answers = await Promise.all([send(id, { offset: 0, bytes }), head(id), show(id), end(id)])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  }
})
