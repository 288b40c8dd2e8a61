import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { startBucket } from '@holdfast/testing/bucket'
import { createFakeClock } from '@holdfast/testing/clock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVault } from '../crypto/crypto.ts'
import { dispositionOf } from './disposition.ts'
import { createFiles, serveFileLinks, type FilePlace, type Files } from './files.ts'
import { readRange } from './read-range.ts'

const clock = createFakeClock()
const vault = createVault({ current: { id: 'k1', key: randomBytes(32) }, previous: [] })
const signer = vault.signer('files')
const accessKeyId = 'AKIDEXAMPLE'

let root: string
let bucket: Awaited<ReturnType<typeof startBucket>>
let linkUrl: string
const closing: (() => unknown)[] = []

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-files-'))
  bucket = await startBucket(accessKeyId)
  const ofFolder = serveFileLinks({ files: filesIn('folder'), signer, clock })
  const ofBucket = serveFileLinks({ files: filesIn('s3'), signer, clock })
  const server = createServer((request, response) => {
    return request.url?.startsWith('/s3/')
      ? ofBucket(request, response)
      : ofFolder(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close())
  linkUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  for (const close of closing) close()
  await bucket[Symbol.asyncDispose]()
  await rm(root, { recursive: true, force: true })
})

function placeOf(kind: FilePlace['kind']): FilePlace {
  if (kind === 'folder') return { kind, folder: join(root, 'files') }
  const { endpoint } = bucket
  const secretAccessKey = 'secret'
  return { kind, bucket: 'b', region: 'eu-west-1', endpoint, accessKeyId, secretAccessKey }
}

function filesIn(kind: FilePlace['kind']): Files {
  const spoolFolder = join(root, 'spool')
  return createFiles({
    place: placeOf(kind),
    spoolFolder,
    clock,
    signer,
    linkUrl: `${linkUrl}/${kind}`,
  })
}

const inAnHour = () => new Date(clock.now().getTime() + 3_600_000)
const text = { contentType: 'text/plain', maxBytes: 1_000_000 }
const link = () => ({ expiresAt: inAnHour(), fileName: 'a.txt', contentType: 'text/plain' })

async function* failing() {
  yield Buffer.from('half')
  throw new Error('the client went away')
}

describe.each(['folder', 's3'] as const)('in a %s', (kind) => {
  test('a file comes back as it was put, whole or in part, and is gone once removed', async () => {
    const files = filesIn(kind)
    const content = randomBytes(300_000)
    const stored = await files.put(
      Readable.from([content.subarray(0, 7), content.subarray(7)]),
      text,
    )
    expect(stored).toMatchObject({
      bytes: 300_000,
      sha256: createHash('sha256').update(content).digest('hex'),
    })
    expect(await files.sizeOf(stored.key)).toBe(300_000)
    expect((await buffer(await files.read(stored.key))).equals(content)).toBe(true)
    const part = await buffer(await files.read(stored.key, { start: 5, end: 70_000 }))
    expect(part.equals(content.subarray(5, 70_000))).toBe(true)
    await files.remove(stored.key)
    await files.remove(stored.key)
    expect(await files.sizeOf(stored.key)).toBeUndefined()
    await expect(files.read(stored.key).then(buffer)).rejects.toThrow()
  })

  test('one byte too many is refused while it comes, and nothing stays behind', async () => {
    const files = filesIn(kind)
    let given = 0
    async function* endless() {
      for (;;) {
        given += 1_000
        yield Buffer.alloc(1_000)
      }
    }
    const refused = files.put(Readable.from(endless()), { ...text, maxBytes: 10_000 })
    await expect(refused).rejects.toMatchObject({ code: 'request.tooLarge' })
    expect(given).toBeLessThan(1_000_000)
    expect(await readdir(join(root, 'spool'))).toEqual([])
    const exact = await files.put(Buffer.alloc(10_000), { ...text, maxBytes: 10_000 })
    expect(exact.bytes).toBe(10_000)
  })

  test('a source that fails, or is given up, leaves nothing behind', async () => {
    const files = filesIn(kind)
    await expect(files.put(Readable.from(failing()), text)).rejects.toThrow('went away')
    const given = files.put(new Readable({ read() {} }), { ...text, signal: AbortSignal.abort() })
    await expect(given).rejects.toThrow()
    expect(await readdir(join(root, 'spool'))).toEqual([])
  })

  test.each(['../../etc/passwd', '/etc/passwd', 'ab/..', '', 'ab/\0', '..%2f..%2fetc'])(
    'no path of anybody is a key: %j',
    async (key) => {
      const files = filesIn(kind)
      await expect(files.read(key)).rejects.toThrow('Not the key')
      await expect(files.sizeOf(key)).rejects.toThrow('Not the key')
      await expect(files.remove(key)).rejects.toThrow('Not the key')
      await expect(files.linkTo(key, link())).rejects.toThrow('Not the key')
    },
  )

  test('a file can be noted before it exists: it is put under the key that was given', async () => {
    const files = filesIn(kind)
    const key = files.newKey()
    expect(await files.sizeOf(key)).toBeUndefined()
    expect((await files.put(Buffer.from('first'), { ...text, key })).key).toBe(key)
    await files.put(Buffer.from('again!'), { ...text, key })
    expect(String(await buffer(await files.read(key)))).toBe('again!')
    const put = files.put(Buffer.from('x'), { ...text, key: '../../etc/passwd' })
    await expect(put).rejects.toThrow('Not the key')
  })

  test('a picture is shown where it is, and can run nothing; a page never is', async () => {
    const files = filesIn(kind)
    const { key } = await files.put(Buffer.from('pixels'), { ...text, contentType: 'image/png' })
    const shown = { ...link(), disposition: 'inline', contentType: 'image/png' } as const
    const { headers } = await fetch(await files.linkTo(key, shown))
    expect(headers.get('content-disposition')).toMatch(/^inline; /)
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    for (const contentType of ['text/html', 'image/svg+xml', 'application/pdf']) {
      await expect(files.linkTo(key, { ...shown, contentType })).rejects.toThrow('inline')
    }
  })

  test('a link gives its file to whoever has it, to be saved under its name', async () => {
    const files = filesIn(kind)
    const { key } = await files.put(Buffer.from('hello'), text)
    const answer = await fetch(
      await files.linkTo(key, { ...link(), fileName: 'Über <b>.txt', contentType: 'text/html' }),
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html')
    expect(answer.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''%C3%9Cber%20_b_.txt",
    )
    expect(await answer.text()).toBe('hello')
  })
})

test('a link ends at its time, and one that was changed never worked', async () => {
  const files = filesIn('folder')
  const { key } = await files.put(Buffer.from('hello'), text)
  const url = await files.linkTo(key, link())
  expect((await fetch(url)).headers.get('content-security-policy')).toContain('sandbox')
  expect((await fetch(url.slice(0, -2))).status).toBe(404)
  expect((await fetch(url, { method: 'POST' })).status).toBe(405)
  await clock.advance(3_600_000)
  expect((await fetch(url)).status).toBe(404)
})

test('a part of a file is given when asked for', async () => {
  const files = filesIn('folder')
  const { key } = await files.put(Buffer.from('0123456789'), text)
  const url = await files.linkTo(key, link())
  const part = await fetch(url, { headers: { range: 'bytes=2-4' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 2-4/10'])
  expect(await part.text()).toBe('234')
  expect((await fetch(url, { headers: { range: 'bytes=10-' } })).status).toBe(416)
})

test('what the client has is not sent again, and what it had of another file is no beginning', async () => {
  const files = filesIn('folder')
  const { key } = await files.put(Buffer.from('0123456789'), text)
  const url = await files.linkTo(key, {
    ...link(),
    contentType: 'video/mp4',
    disposition: 'inline',
  })
  const ask = (headers: Record<string, string>, method = 'GET') => fetch(url, { headers, method })
  const first = await ask({})
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"/)
  const again = await ask({ 'if-none-match': `"other", ${etag}` })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const range = 'bytes=2-4'
  const same = await ask({ range, 'if-range': etag })
  expect([same.status, await same.text()]).toEqual([206, '234'])
  await files.put(Buffer.from('abcdefghijk'), { ...text, key })
  const changed = await ask({ range, 'if-range': etag })
  expect([changed.status, await changed.text()]).toEqual([200, 'abcdefghijk'])
  const head = await ask({ range }, 'HEAD')
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
    200,
    '11',
    '',
  ])
})

test.each([
  [undefined, undefined],
  ['bytes=0-', { start: 0, end: 10 }],
  ['bytes=3-5', { start: 3, end: 6 }],
  ['bytes=3-500', { start: 3, end: 10 }],
  ['bytes=-4', { start: 6, end: 10 }],
  ['bytes=-40', { start: 0, end: 10 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-3', undefined],
  ['bytes=0-1,3-4', undefined],
  ['lines=1-2', undefined],
  ['bytes=-', undefined],
])('of ten bytes, %s is %j', (header, range) => {
  expect(readRange(header, 10)).toEqual(range)
})

test('a name can neither leave its header nor its folder', () => {
  const header = dispositionOf('attachment', '../a"\r\nSet-Cookie: x=1;\u202e.txt')
  expect(header).not.toMatch(/[\r\n\u202e/]|\.\.\/|"a"/)
  expect(dispositionOf('attachment', '')).toBe(`attachment; filename="file"; filename*=UTF-8''file`)
})

test('what a process left that died is swept after a day', async () => {
  const files = filesIn('folder')
  const path = join(root, 'spool', 'left')
  await writeFile(path, 'half')
  await files.sweep()
  expect(await readdir(join(root, 'spool'))).toEqual(['left'])
  const longAgo = new Date(clock.now().getTime() - 25 * 3_600_000)
  await utimes(path, longAgo, longAgo)
  await files.sweep()
  expect(await readdir(join(root, 'spool'))).toEqual([])
})
