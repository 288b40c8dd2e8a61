import { once } from 'node:events'
import { readFile, readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, expect, test } from 'vitest'
import { withFreeBox, withMediaElsewhere } from '../fixtures/boxes.ts'
import { makeClip, makeSong } from '../fixtures/clips.ts'
import { aMaker, givenApi } from '../fixtures/given-api.ts'
import * as pictures from '../fixtures/pictures.ts'
import { bytesOf } from '../fixtures/pictures.ts'
import {
  file,
  gifThatIsScript,
  halfOf,
  hls,
  html,
  id3Of,
  pdf,
  svg,
  zipOf,
} from '../fixtures/hostile.ts'
import { uploader, type Sent } from '../fixtures/sending.ts'

const maxUploadBytes = 3_000_000
const { ask, origin, folder, jobs, database, storedKeys } = await givenApi({
  limits: { maxUploadBytes },
})
const as = aMaker()
const { form, begin, send, show } = uploader(origin, as)

/** Whoever follows an address that stands in a file is written down. */
const reached: string[] = []
const bait = createServer((request, response) => {
  reached.push(request.url ?? '')
  response.end('#EXTM3U\n')
}).listen(0, '127.0.0.1')
await once(bait, 'listening')
const baited = `http://127.0.0.1:${(bait.address() as AddressInfo).port}`
afterAll(() => bait.close())

const fileOf = async (path: Promise<string>) => new Uint8Array(await readFile(await path))
const [png, jpeg, webp] = await Promise.all([
  pictures.aPicture('png'),
  pictures.aPicture('jpeg'),
  pictures.aPicture('webp'),
])
const [mp4, mov, webm, mp3, wav, m4a] = await Promise.all([
  fileOf(makeClip({ seconds: 1 })),
  fileOf(makeClip({ seconds: 1, format: 'mov' })),
  fileOf(makeClip({ seconds: 1, format: 'webm' })),
  fileOf(makeSong({ seconds: 1 })),
  fileOf(makeSong({ seconds: 1, format: 'wav' })),
  fileOf(makeSong({ seconds: 1, format: 'm4a' })),
])
const zip = zipOf('evil.html', Buffer.alloc(2_000_000, 'a'))

afterEach(async () => {
  expect(reached).toEqual([])
  // Nothing is left of what was refused, and nothing lies about.
  await jobs.waitUntilIdle()
  const assets = await database.kysely.selectFrom('studio.asset').selectAll().execute()
  const kept = assets.flatMap((asset) => [asset.key, asset.preview_key ?? []]).flat()
  expect(await storedKeys()).toEqual(kept.toSorted())
  for (const name of ['work', 'spool']) {
    expect(await readdir(join(folder, name)).catch(() => [])).toEqual([])
  }
})

const notTaken = 'studio.notTaken'
const notWhatItSays = 'studio.notWhatItSays'
const unreadable = 'studio.unreadable'
const tooComplex = 'studio.tooComplex'

const refused: readonly (readonly [about: string, code: string, sent: () => Sent])[] = [
  ['a script that is a gif as well', notTaken, () => file('a.gif', gifThatIsScript)],
  ['the same called png', notTaken, () => file('a.png', gifThatIsScript)],
  ['an SVG with a script', notTaken, () => file('a.svg', svg)],
  ['the same called png', notTaken, () => file('a.png', svg)],
  ['the same behind a line', notTaken, () => file('a.webp', '\n\n<?xml version="1.0"?>', svg)],
  ['HTML', notTaken, () => file('a.html', html)],
  ['HTML called mp4', notTaken, () => file('a.mp4', html)],
  ['HTML called mp3', notTaken, () => file('a.mp3', html)],
  ['XML', notTaken, () => file('a.xml', '<?xml version="1.0"?><a/>')],
  ['a PDF', notTaken, () => file('a.pdf', pdf)],
  ['a PDF called jpg', notTaken, () => file('a.jpg', pdf)],
  ['a zip that grows a thousandfold', notTaken, () => file('a.zip', zip)],
  ['the same called webm', notTaken, () => file('a.webm', zip)],
  ['a program called wav', notTaken, () => file('a.wav', '\x7fELF\x02\x01\x01', zip)],
  ['a name without an end', notTaken, () => ({ ...file('png', png), type: 'image/png' })],
  ['two ends', notTaken, () => file('a.png.html', png)],
  ['a NUL before another end', notTaken, () => file('a.png\0.html', png)],
  ['no bytes', unreadable, () => file('a.png')],
  ['a jpeg called png', notWhatItSays, () => file('a.png', jpeg)],
  ['a png called mp4', notWhatItSays, () => file('a.mp4', png)],
  ['a clip called webm', notWhatItSays, () => file('a.webm', mp4)],
  ['a clip called mov', notWhatItSays, () => file('a.mov', mp4)],
  ['a clip called m4a', notWhatItSays, () => file('a.m4a', mp4)],
  ['a song called mp4', notWhatItSays, () => file('a.mp4', m4a)],
  ['a png declared as HTML', notWhatItSays, () => ({ ...file('a.png', png), type: 'text/html' })],
  [
    'a png declared as SVG',
    notWhatItSays,
    () => ({ ...file('a.png', png), type: 'image/svg+xml' }),
  ],
  ['a clip declared as png', notWhatItSays, () => ({ ...file('a.mp4', mp4), type: 'image/png' })],
  ['half a png', unreadable, () => file('a.png', halfOf(png))],
  ['half a jpeg', unreadable, () => file('a.jpg', halfOf(jpeg))],
  ['half a webp', unreadable, () => file('a.webp', halfOf(webp))],
  ['half an mp4', unreadable, () => file('a.mp4', halfOf(mp4))],
  ['half a mov', unreadable, () => file('a.mov', halfOf(mov))],
  ['half an m4a', unreadable, () => file('a.m4a', halfOf(m4a))],
  ['the head of a webm', unreadable, () => file('a.webm', webm.slice(0, 200))],
  ['the head of a wav', unreadable, () => file('a.wav', wav.slice(0, 44))],
  ['tags without a song', unreadable, () => file('a.mp3', 'ID3\x04\0\0\x7f\x7f\x7f\x7f', html)],
  ['a png of 30,000 × 30,000', tooComplex, () => file('a.png', pictures.aPngBomb(30_000))],
  ['a webp on a huge canvas', tooComplex, () => file('a.webp', pictures.onAHugeCanvas(webp))],
  ['HLS of an address', notTaken, () => file('a.mp4', hls(`${baited}/1`))],
  ['HLS of a file', notTaken, () => file('a.mp3', hls('file:///etc/passwd'))],
  ['HLS by its own name', notTaken, () => file('a.m3u8', hls(`${baited}/2`))],
  ['DASH', notTaken, () => file('a.mp4', `<?xml version="1.0"?><MPD><BaseURL>${baited}/3`)],
  ['concat', notTaken, () => file('a.mp4', "ffconcat version 1.0\nfile '/etc/passwd'\n")],
]

test.each(refused)('refused, and why is said: %s, as %s', async (_, code, sent) => {
  const answer = await form(sent())
  expect(answer.code).toBe(code)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(answer.json.detail).toMatch(/^[A-Z].+\.$/)
})

const harmless: readonly (readonly [about: string, sent: () => Sent | Promise<Sent>])[] = [
  ['a png with HTML behind it', () => file('a.png', png, html)],
  ['a png with HTML in it', () => file('a.png', pictures.withPngText(png, html))],
  ['a jpeg with a zip behind it', () => file('a.jpg', jpeg, zipOf('evil.html', Buffer.from(html)))],
  [
    'a picture that tells on its maker',
    async () => file('a.jpg', await pictures.aTellingPicture()),
  ],
  ['a picture that moves', async () => file('a.webp', await pictures.aMovingPicture(120))],
]

test.each(harmless)('drawn anew, with nothing but its pixels: %s', async (_, sent) => {
  const answer = await form(await sent())
  expect(answer.status).toBe(201)
  const saved = await savedOf(answer.json.id)
  expect(saved.bytes.toString('latin1')).not.toMatch(/<script|PK\x03\x04|Canary|Exif|ANIM/)
  const metadata = await sharp(saved.bytes).metadata()
  expect([metadata.pages ?? 1, metadata.exif, metadata.orientation]).toEqual([
    1,
    undefined,
    undefined,
  ])
  // A picture that lay on its side stands.
  expect([answer.json.width, answer.json.height]).toEqual([metadata.width, metadata.height])
})

test('a clip with a page in it is given as a clip that runs nothing', async () => {
  const { json, status } = await form({ ...file('a.mp4'), bytes: withFreeBox(mp4, html) })
  expect(status).toBe(201)
  const links = await ask('POST', `/studio/assets/${json.id}/links`, { as })
  const answers = await Promise.all(
    [links.json.downloadUrl, links.json.viewUrl].map((url: string) => fetch(url)),
  )
  for (const { headers } of answers) {
    expect(headers.get('content-type')).toBe('video/mp4')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }
  expect(answers.map(({ headers }) => headers.get('content-disposition')?.split(';')[0])).toEqual([
    'attachment',
    'inline',
  ])
})

test.each([
  ['an address', () => `${baited}/dref`],
  ['a file', () => 'file:///etc/passwd'],
])('a clip whose media are said to lie in %s follows nothing', async (_, address) => {
  const elsewhere = withMediaElsewhere(mp4, address())
  expect(Buffer.from(elsewhere).includes(address())).toBe(true)
  const { status } = await form({ ...file('a.mp4'), bytes: elsewhere })
  expect([201, 422]).toContain(status)
})

test.each([
  ['half a webm', () => file('a.webm', halfOf(webm))],
  ['half an mp3', () => file('a.mp3', halfOf(mp3))],
  ['half a wav', () => file('a.wav', halfOf(wav))],
  ['tags longer than what is looked at', () => file('a.mp3', id3Of(1_000_000), mp3)],
])('taken for what it is, or refused: %s', async (_, sent) => {
  const answer = await form(sent())
  if (answer.status !== 201) expect(answer.code).toBe(unreadable)
  else expect(answer.json.durationMs).toBeLessThanOrEqual(1_100)
})

test('a wav that lies about its length is refused, or as long as it is', async () => {
  const lying = Buffer.from(wav)
  lying.writeUInt32LE(0x7fff_fff0, lying.indexOf('data') + 4)
  const answer = await form(file('a.wav', lying))
  if (answer.status !== 201) expect(answer.code).toBe(unreadable)
  else expect(answer.json.durationMs).toBeLessThanOrEqual(1_100)
})

test('a file of exactly the largest size is taken, one byte more is 413', async () => {
  const most = bytesOf(png, new Uint8Array(maxUploadBytes - png.length))
  expect((await form(file('a.png', most))).status).toBe(201)
  const more = await form(file('a.png', most, '\0'))
  expect([more.status, more.code]).toEqual([413, 'request.tooLarge'])
  const announced = await form(file('a.png', most, new Uint8Array(200_000)))
  expect(announced.status).toBe(413)
})

test.each([
  ['../../../etc/passwd.png', 'passwd'],
  ['..\\..\\boot.png', 'boot'],
  ['/etc/cron.d/x.png', 'x'],
  ['a\r\nSet-Cookie: x=1.png', 'aSet-Cookie: x=1'],
  ['gnp\u202Egpj.png', 'gnpgpj'],
  ['a\0b\u0007.png', 'ab'],
  ['<img src=x onerror=alert(1)>.png', '<img src=x onerror=alert(1)>'],
  [`${'ä'.repeat(300)}.png`, 'ä'.repeat(116)],
  ['\ud800x.png', '\ufffdx'],
])('the name %j is only ever shown: %j', async (fileName, name) => {
  const answer = await begin({ fileName, type: 'image/png', bytes: png })
  expect(answer.status).toBe(201)
  const { id } = answer.json
  await send(id, { offset: 0, bytes: png })
  await jobs.waitUntilIdle()
  const { json } = await show(id)
  const asset = await ask('GET', `/studio/assets/${json.assetId}`, { as })
  expect(asset.json.name).toBe(name)
  const { headers } = await savedOf(json.assetId)
  expect(headers.get('content-disposition')).not.toMatch(/[\r\n<>\u202e]|\.\./)
})

test('an upload by tus is refused for the same reasons, and says them in words', async () => {
  for (const [bytes, code] of [
    [bytesOf(svg), notTaken],
    [jpeg, notWhatItSays],
    [halfOf(png), unreadable],
    [pictures.aPngBomb(20_000), tooComplex],
  ] as const) {
    const { json } = await begin({ fileName: 'a.png', type: 'image/png', bytes })
    await send(json.id, { offset: 0, bytes })
    await jobs.waitUntilIdle()
    const upload = await show(json.id)
    expect(upload.json).toMatchObject({ state: 'refused', assetId: null, refusal: { code } })
    expect(upload.json.refusal.message).toMatch(/^[A-Z].+\.$/)
  }
  // By its words alone, before anything is sent.
  expect((await begin({ fileName: 'a.svg', bytes: png })).code).toBe(notTaken)
})

function post(raw: FormData | string, type?: string) {
  return ask('POST', '/studio/assets', { as, raw, headers: type ? { 'content-type': type } : {} })
}

test('what is no form, has no file or two is refused, and nothing is kept of it', async () => {
  expect((await post('x', 'text/plain')).status).toBe(415)
  expect((await post('x', 'multipart/form-data')).code).toBe('request.malformed')
  const open = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc'
  expect((await post(open, 'multipart/form-data; boundary=b')).code).toBe('request.malformed')
  const nothing = new FormData()
  nothing.append('note', 'hello')
  expect((await post(nothing)).code).toBe('request.invalid')
  const two = new FormData()
  for (const name of ['a.png', 'b.png']) two.append('file', new Blob([png]), name)
  expect((await post(two)).code).toBe('request.invalid')
})

async function savedOf(assetId: string) {
  const links = await ask('POST', `/studio/assets/${assetId}/links`, { as })
  const response = await fetch(links.json.downloadUrl)
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}
