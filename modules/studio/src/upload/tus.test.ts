import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { makeClip } from '../fixtures/clips.ts'
import { aMaker, givenApi } from '../fixtures/given-api.ts'
import { migrations } from '../fixtures/migrations.ts'

const { database, appUrl } = await testDatabase({ migrations })
const { ask, jobs } = await givenApi({ database, appUrl })

const tus = { 'tus-resumable': '1.0.0' }
const piece = { ...tus, 'content-type': 'application/offset+octet-stream' }
const base64 = (text: string) => Buffer.from(text).toString('base64')
const named = (name: string, type: string) => ({
  'upload-metadata': `filename ${base64(name)},filetype ${base64(type)}`,
})
const clipName = named('Grill at dusk.mp4', 'video/mp4')
const clip = await readFile(await makeClip({ seconds: 1 }))

test('a clip that comes in three pieces is in the library, whole', async () => {
  const as = aMaker()
  const headers = { ...tus, ...clipName, 'upload-length': String(clip.length) }
  const begun = await ask('POST', '/studio/uploads', { as, headers })
  expect(begun.json).toMatchObject({ state: 'open', offset: 0 })
  expect(begun.status).toBe(201)
  expect(begun.headers.get('location')).toBe(`/api/v1/studio/uploads/${begun.json.id}`)
  const path = `/studio/uploads/${begun.json.id}`
  const third = Math.ceil(clip.length / 3)
  for (let offset = 0; offset < clip.length; offset += third) {
    const bytes = clip.subarray(offset, offset + third)
    const digest = createHash('sha1').update(bytes).digest('base64')
    const sum = { 'upload-offset': String(offset), 'upload-checksum': `sha1 ${digest}` }
    const sent = await ask('PATCH', path, { as, raw: bytes, headers: { ...piece, ...sum } })
    expect(sent.status).toBe(204)
    expect(sent.headers.get('upload-offset')).toBe(String(offset + bytes.length))
  }
  await jobs.waitUntilIdle()
  const { json } = await ask('GET', path, { as })
  expect(json).toMatchObject({ state: 'done', refusal: null })
  const shown = await ask('GET', `/studio/assets/${json.assetId}`, { as })
  expect(shown.json).toMatchObject({
    kind: 'video',
    name: 'Grill at dusk',
    width: 160,
    height: 90,
    hasAudio: true,
    bytes: clip.length,
  })
  const links = await ask('POST', `/studio/assets/${json.assetId}/links`, { as })
  const saved = await fetch(links.json.downloadUrl)
  expect(Buffer.from(await saved.arrayBuffer()).equals(clip)).toBe(true)
  expect((await fetch(shown.json.previewUrl)).headers.get('content-type')).toBe('image/webp')
})
