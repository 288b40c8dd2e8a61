import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVault } from '@holdfast/kernel/crypto'
import { Secret } from '@holdfast/kernel/env'
import { startBucket } from '@holdfast/testing/bucket'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConsole } from './console.ts'
import { openFileStore, type FileStore } from './file-store.ts'
import { routeByPath } from './routes.ts'

/** Where the service says that it is; the console may be reached by another name as well. */
const publicUrl = 'https://bookings.example.com'
const accessKeyId = 'AKIDEXAMPLE'
const expiresAt = new Date(Date.now() + 3_600_000)
const picture = Buffer.from('a picture')
const link = { expiresAt, fileName: 'picture.webp', contentType: 'image/webp' }
const server = createServer()

let folder: string
let bucket: Awaited<ReturnType<typeof startBucket>>
let store: FileStore
let origin: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-file-store-'))
  bucket = await startBucket(accessKeyId)
  store = openFileStore({
    publicUrl,
    vault: createVault({ current: { id: 'k1', key: randomBytes(32) }, previous: [] }),
    env: {
      HOLDFAST_DATA_DIR: folder,
      FILES_BUCKET: 'holdfast-files',
      FILES_REGION: 'us-east-1',
      FILES_ENDPOINT: bucket.endpoint,
      FILES_ACCESS_KEY_ID: accessKeyId,
      FILES_SECRET_ACCESS_KEY: new Secret('secret'),
    },
  })
  const paths = [
    ['/files', store.links],
    ['/console', createConsole(folder)],
  ] as const
  server.on('request', routeByPath(paths)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.close()
  await bucket[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

test('what a bucket keeps is shown by the service itself, below whatever name the console was reached by', async () => {
  const key = await keep()
  const shown = new URL(await store.files.linkTo(key, { ...link, disposition: 'inline' }))
  expect(shown.href).toMatch(/^https:\/\/bookings\.example\.com\/files\/[^/]+$/)

  const response = await fetch(`${origin}${shown.pathname}`)
  expect([response.status, await response.text()]).toEqual([200, 'a picture'])
  expect(response.headers.get('content-disposition')).toMatch(/^inline/)
})

test('the console may show nothing but what comes from its own origin, with a bucket as well', async () => {
  const response = await fetch(`${origin}/console/studio/library`)
  const policy = new Map(
    (response.headers.get('content-security-policy') ?? '')
      .split('; ')
      .map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]),
  )
  expect(policy.get('img-src')).toBe("'self' data:")
  // Videos, songs and calls fall back to it.
  expect(policy.get('default-src')).toBe("'self'")
  expect([...policy.keys()]).not.toContain('media-src')
  expect([...policy.keys()]).not.toContain('connect-src')
})

test('what a bucket keeps is saved from there, and never opens as a page', async () => {
  const saved = await store.files.linkTo(await keep(), link)
  expect(new URL(saved).origin).toBe(bucket.endpoint)
  const response = await fetch(saved)
  expect([response.status, await response.text()]).toEqual([200, 'a picture'])
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
})

async function keep(): Promise<string> {
  const { key } = await store.files.put(picture, {
    maxBytes: 100,
    contentType: link.contentType,
  })
  return key
}
