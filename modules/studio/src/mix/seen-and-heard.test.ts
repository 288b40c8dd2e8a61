import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { createMediaTools } from '../adapters/ffmpeg/create-media-tools.ts'
import { findPrograms } from '../adapters/ffmpeg/find-programs.ts'
import type { Segment } from '../contract.ts'
import { ffmpegByHand, makeOnce } from '../fixtures/clips.ts'
import { filesByPath, smallMix, sourceOf } from '../fixtures/mix-footage.ts'
import type { Making } from '../job/maker.ts'
import { createMixMaker } from './mix-maker.ts'
import type { MixInput, MixSource } from './mix-input.ts'

const tools = await createMediaTools({ programs: 2, threads: 1, niceness: 0 })
const root = await mkdtemp(join(tmpdir(), 'holdfast-seen-'))
afterAll(async () => {
  await tools.close()
  await rm(root, { recursive: true, force: true })
})

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']

/** Of filters alone: pictures, and sounds where there are any. */
function clipOf(name: string, pictures: string, more: readonly string[] = []) {
  return makeOnce(name, (path) => ['-f', 'lavfi', '-i', pictures, ...x264, ...more, path])
}

const tone = (seconds: number) => `sine=frequency=440:sample_rate=48000:duration=${seconds}`
const toneOf = (seconds: number) => ['-f', 'lavfi', '-i', tone(seconds)]

/** Left half red, right half blue. */
const halves = 'color=red:size=160x90:rate=30,drawbox=x=80:w=80:h=90:color=blue:t=fill'

async function video(path: string, durationMs: number, hasAudio = false): Promise<MixSource> {
  return sourceOf(path, { demuxer: 'mov', durationMs, hasAudio })
}

interface Wanted extends Partial<Omit<MixInput, 'edit' | 'name'>> {
  readonly clips: MixSource[]
  /** Each of a second, from the begin of its clip, unless told. */
  readonly segments: readonly Partial<Segment>[]
}

async function film({ clips, segments, ...given }: Wanted): Promise<string> {
  const shown = segments.map((segment): Segment => {
    const plain = {
      clip: 0,
      assetId: clips[0]?.assetId ?? '',
      fromMs: 0,
      takenMs: 1_000,
      shownMs: 1_000,
      speed: 1,
    }
    return { ...plain, isMirrored: false, transition: 'cut', ...segment }
  })
  const durationMs = shown.reduce((sum, { shownMs }) => sum + shownMs, 0)
  const edit = { variant: 1, seed: 1, hash: '', durationMs, segments: shown }
  const { clipVolume, texts, aspect, quality } = smallMix
  const common = { name: 'Reel', song: null, clipVolume, texts, aspect, quality }
  const folder = await mkdtemp(join(root, 'attempt-'))
  const [made] = await createMixMaker({ files: filesByPath, tools }).make({
    // A mix touches its folder and the checkpoints alone.
    ctx: {} as Making['ctx'],
    jobId: 'job',
    organisationId: 'org',
    input: { ...common, ...given, clips, edit } satisfies MixInput,
    folder,
    signal: new AbortController().signal,
    checkpoints: { once: async ({ path, make }) => ({ path, facts: await make() }) },
    report: () => undefined,
  })
  return made?.path ?? ''
}

/** The names of the colours at these places of a film: frame, and parts of width and height. */
async function coloursAt(
  path: string,
  places: readonly (readonly [frame: number, x: number, y: number])[],
): Promise<readonly string[]> {
  const raw = `${path}.rgb`
  await ffmpegByHand([
    '-i',
    path,
    '-vf',
    'scale=160:90',
    '-pix_fmt',
    'rgb24',
    '-f',
    'rawvideo',
    raw,
  ])
  const pixels = await readFile(raw)
  return places.map(([frame, x, y]) => {
    const at = (frame * 160 * 90 + Math.round(y * 89) * 160 + Math.round(x * 159)) * 3
    return nameOf([...pixels.subarray(at, at + 3)])
  })
}

function nameOf(rgb: readonly number[]): string {
  const names: Readonly<Record<string, string>> = {
    '000': 'black',
    '100': 'red',
    '001': 'blue',
    '111': 'white',
    '010': 'green',
  }
  return names[rgb.map((value) => (value > 110 ? 1 : 0)).join('')] ?? rgb.join()
}

/** How loud each tenth of a second is, from 0 to 1. */
async function loudness(path: string): Promise<readonly number[]> {
  const raw = `${path}.pcm`
  await ffmpegByHand(['-i', path, '-vn', '-ac', '1', '-ar', '8000', '-f', 's16le', raw])
  const bytes = await readFile(raw)
  const tenth = 1_600
  return Array.from({ length: Math.floor(bytes.length / tenth) }, (_, index) => {
    const part = bytes.subarray(index * tenth, (index + 1) * tenth)
    const squares = Array.from({ length: tenth / 2 }, (_, at) => part.readInt16LE(at * 2) ** 2)
    return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length) / 32_768
  })
}

const isHeard = (volumes: readonly number[]) => volumes.map((volume) => volume > 0.01)

test('pieces are mirrored, faded and written on when they are to be, to the frame', async () => {
  const clips = [await video(await clipOf('halves.mp4', halves, ['-t', '3']), 3_000)]
  const text = { text: '████████████', position: 'middle', size: 'large' } as const
  const path = await film({
    clips,
    segments: [{}, { fromMs: 1_000, isMirrored: true, transition: 'throughBlack' }, {}],
    texts: [
      { ...text, fromMs: 1_500, toMs: 2_200 },
      { ...text, fromMs: 2_500 },
      { ...text, fromMs: 9_000 },
    ],
  })
  const left = 0.05
  const seen = await coloursAt(path, [
    [0, left, 0.1],
    [21, left, 0.1],
    [29, left, 0.1],
    [30, left, 0.1],
    [39, left, 0.1],
    [59, left, 0.1],
    [60, left, 0.1],
  ])
  expect(seen).toEqual(['red', 'red', 'black', 'black', 'blue', 'blue', 'red'])
  const written = await coloursAt(
    path,
    [44, 45, 65, 66, 74, 75, 89].map((frame) => [frame, 0.5, 0.5] as const),
  )
  expect(written.map((colour) => colour === 'white')).toEqual([
    false,
    true,
    true,
    false,
    false,
    true,
    true,
  ])
}, 60_000)

test('what stands still for long, begins late or ends early is shown as a player would', async () => {
  const switching = `color=red:size=160x90:rate=30:duration=3,drawbox=w=160:h=90:color=blue:t=fill:enable='gte(t,2)',select='eq(n,0)+eq(n,60)+eq(n,89)'`
  const slow = await clipOf('slow.mp4', switching, ['-vsync', 'vfr'])
  const brief = await makeOnce('brief.mp4', (path) => {
    const pictures = ['-f', 'lavfi', '-i', 'color=blue:size=160x90:rate=30:duration=1']
    return [...pictures, ...toneOf(3), ...x264, '-c:a', 'aac', path]
  })
  const late = await makeOnce('late.mp4', (path) => {
    return [
      '-itsoffset',
      '0.5',
      '-i',
      brief,
      '-i',
      brief,
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-c',
      'copy',
      path,
    ]
  })
  const clips = [
    await video(slow, 3_000),
    await video(brief, 3_000, true),
    await video(late, 1_500, true),
  ]
  const path = await film({
    clips,
    segments: [{ fromMs: 1_500 }, { clip: 1, fromMs: 1_900 }, { clip: 2 }],
  })
  const seen = await coloursAt(
    path,
    [0, 13, 16, 29, 30, 59, 60, 89].map((frame) => [frame, 0.5, 0.5] as const),
  )
  expect(seen).toEqual(['red', 'red', 'blue', 'blue', 'blue', 'blue', 'blue', 'blue'])
}, 60_000)

test('pixels that are no squares are shown as wide as they are', async () => {
  const box = 'color=black:size=160x90:rate=30:duration=1,drawbox=x=40:w=80:h=90:color=white:t=fill'
  const clips = [await video(await clipOf('wide.mp4', `${box},setsar=2`), 1_000)]
  const path = await film({ clips, segments: [{}] })
  expect(
    await coloursAt(path, [
      [9, 0.05, 0.5],
      [9, 0.95, 0.5],
    ]),
  ).toEqual(['white', 'white'])
}, 60_000)

test('every film says which colours it has, and has those of its clips, however they wrote them', async () => {
  const full = ['-color_range', 'pc', '-colorspace', 'bt470bg']
  const pictures = 'color=0x00b000:size=160x90:rate=30:duration=1'
  const conversion = ['-vf', 'scale=out_range=pc:out_color_matrix=bt601', '-pix_fmt', 'yuvj420p']
  const clips = [await video(await clipOf('full.mp4', pictures, [...conversion, ...full]), 1_000)]
  const path = await film({ clips, segments: [{}] })
  const { ffprobe } = await findPrograms()
  const asked = 'stream=color_range,color_space,color_transfer,color_primaries'
  const words = [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    asked,
    '-of',
    'csv=p=0',
    path,
  ]
  const { stdout } = await promisify(execFile)(ffprobe, words)
  expect(stdout.trim()).toBe('tv,bt709,bt709,bt709')
  const frame = `${path}.pixel`
  const pixel = ['-vf', 'crop=16:16,scale=in_color_matrix=bt709,format=rgb24', '-f', 'rawvideo']
  await ffmpegByHand(['-i', path, '-frames:v', '1', ...pixel, frame])
  const [red = 99, green = 0, blue = 99] = await readFile(frame)
  expect(Math.max(red, Math.abs(green - 0xb0), blue)).toBeLessThan(6)
}, 60_000)

test('a film carries nothing of where and by whom its clips were made', async () => {
  const told = ['-metadata', 'location=+52.5200+013.4050/', '-metadata', 'title=CANARY']
  const handler = ['-metadata:s:v:0', 'handler_name=CANARY', '-t', '1']
  const telling = await clipOf('telling.mov', halves, [...told, ...handler])
  const bytes = await readFile(telling, 'latin1')
  expect([bytes.includes('CANARY'), bytes.includes('+52.5200')]).toEqual([true, true])
  const path = await film({ clips: [await video(telling, 1_000)], segments: [{}] })
  const made = await Promise.all(
    ['film.mp4', 'contact-sheet.jpg', 'preview.webp'].map((name) =>
      readFile(join(dirname(path), name), 'latin1'),
    ),
  )
  expect(made.filter((text) => /CANARY|\+52\.52/.test(text))).toEqual([])
}, 60_000)

test('sounds stay with their pictures, also where they end before them or are none', async () => {
  const brief = await makeOnce('half-silent.mp4', (path) => {
    return ['-f', 'lavfi', '-i', halves, ...toneOf(0.5), ...x264, '-c:a', 'aac', '-t', '2', path]
  })
  const clips = [
    await video(brief, 2_000, true),
    { ...(await video(brief, 2_000)), hasAudio: false },
  ]
  const path = await film({ clips, segments: [{}, { clip: 1 }, {}] })
  const heard = isHeard(await loudness(path))
  expect(heard.slice(1, 4)).toEqual([true, true, true])
  expect(heard.slice(6, 19)).toEqual(Array.from({ length: 13 }, () => false))
  expect(heard.slice(21, 24)).toEqual([true, true, true])
  expect(heard.slice(26, 29)).toEqual([false, false, false])
}, 60_000)

test('a song that is too short is heard again, from where it was asked for, and fades away', async () => {
  const clips = [await video(await clipOf('halves.mp4', halves, ['-t', '3']), 3_000)]
  // Silent for half a second, then a tone for one.
  const song = await makeOnce('late-song.wav', (path) => {
    return ['-f', 'lavfi', '-i', `${tone(1)},adelay=500`, path]
  })
  const source = await sourceOf(song, { demuxer: 'wav', durationMs: 1_500, hasAudio: true })
  const segments = [{}, {}, {}]
  const path = await film({ clips, segments, song: { source, fromMs: 500, volume: 0.5 } })
  const volumes = await loudness(path)
  const heard = isHeard(volumes)
  expect(heard.slice(2, 27)).toEqual(Array.from({ length: 25 }, () => true))
  // About -14 LUFS; as it was mixed it would be a third of that.
  expect(volumes[17]).toBeGreaterThan(0.08)
  expect(volumes[28] ?? 1).toBeLessThan((volumes[17] ?? 0) / 3)
}, 60_000)
