import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ffmpegByHand, makeClip } from '../../fixtures/clips.ts'
import type { Demuxer, MediaTools } from '../../media/media-tools.ts'
import { createMediaTools } from './create-media-tools.ts'

/** Whoever reaches it is written down. */
const connections: string[] = []
const server = createServer((request, response) => {
  connections.push(request.url ?? '')
  response.end('#EXTM3U\n')
})

let tools: MediaTools
let root = ''
let folder = ''
let address = ''

beforeAll(async () => {
  tools = await createMediaTools({ threads: 2 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await tools.close()
  server.close()
})

beforeEach(async () => {
  connections.length = 0
  root = await mkdtemp(join(tmpdir(), 'holdfast-hostile-'))
  folder = join(root, 'mine')
  await mkdir(folder)
  // What belongs to somebody else: a text and a clip.
  await writeFile(join(root, 'secret.txt'), 'CANARY-of-somebody-else\n'.repeat(200))
  await copyFile(await makeClip(), join(root, 'secret.mp4'))
  await copyFile(await makeClip(), join(folder, 'neighbour.mp4'))
})

afterEach(() => rm(root, { recursive: true, force: true }))

const never = new AbortController().signal
const demuxers: readonly Demuxer[] = ['mov', 'matroska', 'mp3', 'wav']

/** Scripts that name what is not the user's: as a clip they are no media at all. */
const scripts: readonly (readonly [kind: string, write: () => string])[] = [
  ['HLS of an address', () => hls(`${address}/hls.ts`)],
  ['HLS of a file', () => hls(`file://${root}/secret.mp4`)],
  ['HLS of a text', () => hls(`${root}/secret.txt`)],
  ['HLS with a key from an address', () => hlsWithKey(`${address}/key`)],
  ['HLS of a concat: address', () => hls(`concat:${address}/head|file://${root}/secret.txt`)],
  ['HLS of a subfile: address', () => hls(`subfile,,start,0,end,64,,:${root}/secret.txt`)],
  ['ffconcat of a neighbour', () => "ffconcat version 1.0\nfile 'neighbour.mp4'\n"],
  ['ffconcat of a file', () => `ffconcat version 1.0\nfile '${root}/secret.mp4'\n`],
  ['ffconcat of an address', () => `ffconcat version 1.0\nfile '${address}/concat.mp4'\n`],
  ['a plain list', () => `file '${root}/secret.mp4'\nfile '${address}/list.mp4'\n`],
  [
    'SDP',
    () =>
      `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video ${port()} RTP/AVP 96\na=rtpmap:96 H264/90000\n`,
  ],
  ['DASH', () => dash(`${address}/dash.mp4`)],
  ['DASH of a file', () => dash(`file://${root}/secret.mp4`)],
  ['a list of M3U', () => `#EXTM3U\n${address}/m3u.mp3\n${root}/secret.txt\n`],
  ['SVG', () => `<svg xmlns="http://www.w3.org/2000/svg"><image href="${address}/svg"/></svg>`],
  ['a filter script', () => `movie=${root}/secret.mp4`],
  ['a QuickTime list', () => referenceMovie(`${address}/ref.mov`)],
  ['a text', () => 'CANARY-of-somebody-else\n'.repeat(200)],
]

test.each(scripts)('as a clip it reaches nothing and gives nothing away: %s', async (_, write) => {
  await writeFile(join(folder, 'clip.mp4'), write(), 'latin1')
  await Promise.all(
    demuxers.map(async (demuxer) => {
      const probed = tools.probe(join(folder, 'clip.mp4'), { demuxer, signal: never })
      await expect(probed).rejects.toMatchObject({ name: 'MediaRefused' })
    }),
  )
  await expect(copyOf('clip.mp4', 'mov')).rejects.toThrow()
  await expect(copyOf('clip.mp4', 'mp3')).rejects.toThrow()
  await expectNothingReached()
})

test('the same scripts do reach files and addresses where nothing is forced', async () => {
  await writeFile(join(folder, 'clip.mp4'), "ffconcat version 1.0\nfile 'neighbour.mp4'\n")
  await ffmpegByHand(['-i', join(folder, 'clip.mp4'), '-c', 'copy', join(folder, 'out.mp4')])
  expect(await readdir(folder)).toContain('out.mp4')

  await writeFile(join(folder, 'clip.mp4'), hls(`${address}/hls.ts`))
  const open = ['-protocol_whitelist', 'file,http,tcp', '-i', join(folder, 'clip.mp4')]
  await ffmpegByHand([...open, '-f', 'null', '-']).catch(() => undefined)
  expect(connections).toContain('/hls.ts')
})

/** Scripts of our own are written by us alone, and still reach no further than their folder. */
test.each([
  ['a whole path', () => `file '${root}/secret.mp4'`],
  ['a way up', () => "file '../secret.mp4'"],
  ['an address', () => `file '${address}/x.mp4'`],
  ['another protocol', () => `file 'subfile,,start,0,end,0,,:neighbour.mp4'`],
  ['a script in the folder', () => "file 'inner.mp4'"],
])('a list of ours that names %s is refused', async (_, write) => {
  await writeFile(join(folder, 'inner.mp4'), hls('neighbour.mp4'))
  await writeFile(join(folder, 'list.txt'), `${write()}\n`)
  await expect(copyOf('list.txt', 'concat')).rejects.toThrow()
  await expectNothingReached()
})

test('no option of an input undoes what guards it', async () => {
  await writeFile(join(folder, 'clip.mp4'), hls(`${address}/hls.ts`))
  const options = ['-protocol_whitelist', 'file,http,tcp', '-format_whitelist', 'hls', '-f', 'hls']
  await expect(copyOf('clip.mp4', 'mov', options)).rejects.toThrow()
  await expectNothingReached()
})

test('an address in place of a name is the name of a file that is not there', async () => {
  for (const path of [`${address}/a.mp4`, `concat:${address}/a|b`, `data:text/plain,x`])
    await expect(copyOf(path, 'mov')).rejects.toThrow('No such file')
  await expectNothingReached()
})

async function expectNothingReached(): Promise<void> {
  expect(connections).toEqual([])
  const made = await readFile(join(folder, 'copy.mkv'), 'latin1').catch(() => '')
  expect(made).toBe('')
}

function copyOf(path: string, demuxer: Demuxer, options: readonly string[] = []): Promise<void> {
  return tools.run({
    inputs: [{ demuxer, path, options }],
    outputs: [{ path: 'copy.mkv', options: ['-c', 'copy'] }],
    folder,
    maxOutputBytes: 10_000_000,
    deadlineMs: 60_000,
    signal: never,
  })
}

function port(): string {
  return new URL(address).port
}

function hls(target: string): string {
  const head = '#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n'
  return `${head}#EXTINF:2.0,\n${target}\n#EXT-X-ENDLIST\n`
}

function hlsWithKey(target: string): string {
  const key = `#EXT-X-KEY:METHOD=AES-128,URI="${target}"\n`
  return hls('neighbour.mp4').replace('#EXTINF', `${key}#EXTINF`)
}

function dash(target: string): string {
  return `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"
    mediaPresentationDuration="PT2S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011">
    <Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1">
    <BaseURL>${target}</BaseURL></Representation></AdaptationSet></Period></MPD>`
}

/** A movie that says: the movie is over there. */
function referenceMovie(target: string): string {
  const url = `${target}\0`
  const reference = atom('rdrf', `\0\0\0\0url ${size(url.length)}${url}`)
  return atom('ftyp', 'qt  \0\0\0\0qt  ') + atom('moov', atom('rmra', atom('rmda', reference)))
}

function atom(type: string, body: string): string {
  return `${size(body.length + 8)}${type}${body}`
}

function size(bytes: number): string {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(bytes)
  return buffer.toString('latin1')
}
