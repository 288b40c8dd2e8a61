import { copyFile, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeClip, makeSong } from '../../fixtures/clips.ts'
import type { Demuxer, MediaCall, MediaTools } from '../../media/media-tools.ts'
import { createMediaTools } from './create-media-tools.ts'

let tools: MediaTools
let folder = ''

beforeAll(async () => {
  tools = await createMediaTools({ threads: 2 })
})

afterAll(() => tools.close())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-media-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const never = new AbortController().signal
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast']

test('the version names both programs', () => {
  expect(tools.version).toMatch(/^ffmpeg \S+, ffprobe \S+$/)
})

const realFiles: readonly (readonly [make: () => Promise<string>, Demuxer, told: object])[] = [
  [() => makeClip(), 'mov', { ...of('h264', 160, 90), audio: 'aac' }],
  [() => makeClip({ format: 'mov', hasSound: false }), 'mov', of('h264', 160, 90)],
  [() => makeClip({ rotation: 90 }), 'mov', { ...of('h264', 90, 160), audio: 'aac' }],
  [() => makeClip({ format: 'webm' }), 'matroska', { ...of('vp8', 160, 90), audio: 'vorbis' }],
  [() => makeSong(), 'mp3', { audio: 'mp3' }],
  [() => makeSong({ format: 'wav' }), 'wav', { audio: 'pcm_s16le' }],
  [() => makeSong({ format: 'm4a' }), 'mov', { audio: 'aac' }],
]

test('real files of each kind are told as they are', async () => {
  for (const [make, demuxer, told] of realFiles) {
    const { video, audio } = await tools.probe(await make(), { demuxer, signal: never })
    const found = video && of(video.codec, video.width, video.height)
    expect({ ...found, ...(audio && { audio: audio.codec }) }).toEqual(told)
  }
})

test('a file is made, is what was asked for, and its progress goes up to the end', async () => {
  const parts: number[] = []
  const path = await makeClip({ seconds: 5 })
  await run({
    inputs: [{ demuxer: 'mov', path }],
    outputs: [{ path: 'out.mp4', options: [...h264, '-vf', 'scale=80:46,setsar=1'] }],
    expectedMs: 5_000,
    onProgress: (part) => parts.push(part),
  })
  const { video, durationMs } = await probe('out.mp4')
  expect([video?.width, video?.height, Math.round(durationMs / 1000)]).toEqual([80, 46, 5])
  expect(parts).toEqual([...parts].sort((one, two) => one - two))
  expect(parts.at(-1)).toBeCloseTo(1, 1)
})

test('several files are made in one pass of several inputs', async () => {
  await run({
    inputs: [
      { demuxer: 'mov', path: await makeClip() },
      { demuxer: 'mp3', path: await makeSong() },
    ],
    filterGraph: '[0:v]split[a][b]',
    outputs: [
      { path: 'out.mp4', options: ['-map', '[a]', '-map', '1:a', '-t', '1', ...h264] },
      { path: 'one.png', options: ['-map', '[b]', '-frames:v', '1'] },
      { path: null, options: ['-map', '1:a'] },
    ],
  })
  expect((await readdir(folder)).sort()).toEqual(['one.png', 'out.mp4'])
})

test('a script joins files of its own folder', async () => {
  await copyFile(await makeClip(), join(folder, 'a.mp4'))
  await copyFile(await makeClip({ number: 2 }), join(folder, 'b.mp4'))
  await writeFile(join(folder, 'list.txt'), "file 'a.mp4'\nfile 'b.mp4'\n")
  await run({
    inputs: [{ demuxer: 'concat', path: 'list.txt' }],
    outputs: [{ path: 'out.mp4', options: ['-c', 'copy'] }],
  })
  expect(Math.round((await probe('out.mp4')).durationMs / 1000)).toBe(4)
})

test.each([
  '-y',
  '-i',
  '--',
  'http://127.0.0.1:9',
  'concat:a|b',
  'subfile,,start,0,end,9,,:a',
  'pipe:0',
  'movie=a.png,lavfi',
  "it's %d [a];b\\c:d",
  'a\nb',
  '$(touch x)`touch x`;touch x',
])('a name is a name, whatever it looks like: %j', async (name) => {
  const safe = name.replaceAll('/', '_')
  await copyFile(await makeClip(), join(folder, safe))
  expect((await probe(safe)).durationMs).toBe(2_000)
  await run({
    inputs: [{ demuxer: 'mov', path: safe }],
    outputs: [
      { path: `${safe}.mp4`, options: ['-c', 'copy'] },
      { path: `${safe}.png`, options: ['-frames:v', '1', '-f', 'image2', '-update', '1'] },
    ],
  })
  expect((await readdir(folder)).sort()).toEqual([safe, `${safe}.mp4`, `${safe}.png`].sort())
})

test('nothing that people wrote into a file is carried into what is made of it', async () => {
  await run({
    inputs: [{ demuxer: 'mov', path: await makeClip() }],
    outputs: [
      {
        path: 'a.mp4',
        options: [
          '-c',
          'copy',
          '-metadata',
          'title=CANARY',
          '-metadata:s:v:0',
          'handler_name=CANARY',
        ],
      },
    ],
  })
  expect(await readFile(join(folder, 'a.mp4'), 'latin1')).toContain('CANARY')
  await run({
    inputs: [{ demuxer: 'mov', path: 'a.mp4' }],
    outputs: [{ path: 'b.mp4', options: h264 }],
  })
  expect(await readFile(join(folder, 'b.mp4'), 'latin1')).not.toContain('CANARY')
})

test('a file cut short is refused when its index is gone, and does no harm when it is not', async () => {
  await copyFile(await makeClip(), join(folder, 'a.mp4'))
  await run({
    inputs: [{ demuxer: 'mov', path: 'a.mp4' }],
    outputs: [{ path: 'front.mp4', options: ['-c', 'copy', '-movflags', '+faststart'] }],
  })
  await truncate(join(folder, 'a.mp4'), 20_000)
  await truncate(join(folder, 'front.mp4'), 20_000)
  await expect(probe('a.mp4')).rejects.toMatchObject({ name: 'MediaRefused' })
  await expect(copyOf('a.mp4', 'mov')).rejects.toMatchObject({ name: 'MediaRefused' })
  expect((await probe('front.mp4')).durationMs).toBe(2_000)
  await copyOf('front.mp4', 'mov')
  expect((await probe('copy.mp4')).durationMs).toBeLessThan(2_000)
})

test.each(['mov', 'matroska', 'mp3', 'wav'] as const)('noise is refused as %s', async (demuxer) => {
  const noise = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 251))
  await writeFile(join(folder, 'noise'), noise)
  await expect(probe('noise', demuxer)).rejects.toMatchObject({ name: 'MediaRefused' })
  await expect(copyOf('noise', demuxer)).rejects.toThrow()
})

test('pictures beyond the limit are refused before they are made', async () => {
  const path = await makeClip({ size: '8192x4096', seconds: 0.04, hasSound: false })
  const failure = tools.probe(path, { demuxer: 'mov', signal: never })
  await expect(failure).rejects.toMatchObject({ name: 'MediaRefused' })
  const decoded = run({
    inputs: [{ demuxer: 'mov', path }],
    outputs: [{ path: 'out.png', options: ['-frames:v', '1', '-vf', 'scale=16:16'] }],
  })
  await expect(decoded).rejects.toThrow()
})

test('what grows over its limit is refused, and never told as made', async () => {
  const failure = run({
    inputs: [{ demuxer: 'mov', path: await makeClip() }],
    outputs: [{ path: 'out.mp4', options: h264 }],
    maxOutputBytes: 15_000,
  })
  await expect(failure).rejects.toMatchObject({ name: 'MediaRefused' })
})

test('a program that needs more memory than it has is ended by that alone', async () => {
  const small = await createMediaTools({ memoryBytes: 48 * 1024 * 1024, threads: 2 })
  const failure = small.run({
    ...usual(),
    inputs: [{ demuxer: 'mov', path: await makeClip({ size: '1920x1080', seconds: 0.2 }) }],
    outputs: [{ path: 'out.mp4', options: ['-c:v', 'libx264'] }],
  })
  await expect(failure).rejects.toMatchObject({ name: 'MediaKilled' })
})

test('a file that is not there is nobody’s fault but ours', async () => {
  const failure = { name: 'Error', message: expect.not.stringContaining(basename(folder)) }
  await expect(probe('none.mp4')).rejects.toMatchObject(failure)
  await expect(copyOf('none.mp4', 'mov')).rejects.toMatchObject(failure)
})

function of(video: string, width: number, height: number) {
  return { video, width, height }
}

function usual() {
  return { folder, maxOutputBytes: 10_000_000, deadlineMs: 60_000, signal: never }
}

function run(call: Pick<MediaCall, 'inputs' | 'outputs'> & Partial<MediaCall>): Promise<void> {
  return tools.run({ ...usual(), ...call })
}

function copyOf(name: string, demuxer: Demuxer): Promise<void> {
  const outputs = [{ path: 'copy.mp4', options: h264 }]
  return run({ inputs: [{ demuxer, path: name }], outputs })
}

function probe(name: string, demuxer: Demuxer = 'mov') {
  return tools.probe(join(folder, name), { demuxer, signal: never })
}
