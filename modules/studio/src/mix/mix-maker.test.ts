import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createMediaTools } from '../adapters/ffmpeg/create-media-tools.ts'
import type { Checkpoints, StepResult } from '../checkpoint/checkpoints.ts'
import { ffmpegByHand, makeClip, makeSong } from '../fixtures/clips.ts'
import { filesByPath, mixInputs, sourceOf } from '../fixtures/mix-footage.ts'
import type { Making } from '../job/maker.ts'
import type { MediaCall } from '../media/media-tools.ts'
import { createMixMaker } from './mix-maker.ts'
import type { MixInput } from './mix-input.ts'

const tools = await createMediaTools({ programs: 2, threads: 1, niceness: 0 })
const root = await mkdtemp(join(tmpdir(), 'holdfast-mix-'))
afterAll(async () => {
  await tools.close()
  await rm(root, { recursive: true, force: true })
})

const paths = await Promise.all([1, 2, 3].map((number) => makeClip({ number, seconds: 2 })))
const clips = await Promise.all(
  paths.map((path) => sourceOf(path, { demuxer: 'mov', durationMs: 2_000 })),
)

const clipFacts = { demuxer: 'mov', durationMs: 2_000 } as const
const songFacts = { demuxer: 'mp3', durationMs: 4_000 } as const

/** Keeps what steps have made as long as the test runs. */
function keeping(): Checkpoints {
  const kept = new Map<string, string>()
  return {
    async once<Facts>({ hash, path, make }: Parameters<Checkpoints['once']>[0]) {
      const found = kept.get(hash)
      if (found) await copyFile(found, path)
      const facts = found ? null : await make()
      kept.set(hash, path)
      // Every step of a mix says nothing but that it was made.
      return { path, facts } as StepResult<Facts>
    },
  }
}

// A mix touches its folder and the checkpoints alone.
const untouched = {} as Making['ctx']

interface MadeMix {
  readonly film: string
  readonly calls: readonly MediaCall[]
  readonly parts: readonly string[]
}

async function make(input: MixInput, given: Partial<Making> = {}): Promise<MadeMix> {
  const folder = await mkdtemp(join(root, 'attempt-'))
  const calls: MediaCall[] = []
  const recording = {
    ...tools,
    run(call: MediaCall) {
      calls.push(call)
      return tools.run(call)
    },
  }
  const maker = createMixMaker({ files: filesByPath, tools: recording })
  const made = await maker.make({
    ctx: untouched,
    jobId: 'job',
    organisationId: 'org',
    input,
    folder,
    signal: new AbortController().signal,
    checkpoints: keeping(),
    report: () => undefined,
    ...given,
  })
  return { film: made[0]?.path ?? '', calls, parts: made.map(({ part }) => part) }
}

function first<T>(items: readonly T[]): T {
  const [item] = items
  if (item === undefined) throw new Error('there is none')
  return item
}

function kindsOf(calls: readonly MediaCall[]): readonly string[] {
  return calls.map(({ outputs }) => basename(first(outputs).path ?? '').split(/[-.]/)[0] ?? '')
}

async function factsOf(film: string) {
  const signal = new AbortController().signal
  const { durationMs, video, audio, streamCount } = await tools.probe(film, {
    demuxer: 'mov',
    signal,
  })
  return { durationMs, codec: video?.codec, width: video?.width, audio: audio?.codec, streamCount }
}

const small = { codec: 'h264', width: 640, audio: 'aac', streamCount: 2 }

describe('a mix', () => {
  test('has the length, size and streams that were asked for, and no damaged frame', async () => {
    const song = { source: await sourceOf(await makeSong(), songFacts), fromMs: 500, volume: 0.5 }
    const { film, parts } = await make(first(mixInputs({ clips, song, targetMs: 3_000 })))
    expect(await factsOf(film)).toMatchObject(small)
    expect(Math.abs((await factsOf(film)).durationMs - 3_000)).toBeLessThan(60)
    expect(parts).toEqual(['result', 'contactSheet'])
    const frames = join(root, 'frames.txt')
    await ffmpegByHand(['-xerror', '-i', film, '-map', '0:v', '-f', 'framemd5', frames])
    const times = (await readFile(frames, 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('0,'))
      .map((line) => Number(line.split(',')[2]))
    const [, tick = 0] = times
    expect(times).toEqual(Array.from({ length: 90 }, (_, index) => index * tick))
  })

  test('can be played while it is loaded', async () => {
    const { film } = await make(first(mixInputs({ clips })))
    const bytes = await readFile(film)
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    expect(bytes.indexOf('moov')).toBeGreaterThan(0)
  })

  test('is made of clips that are turned, silent or of another format, under a song too short', async () => {
    const odd = await Promise.all([
      makeClip({ number: 4, seconds: 2, rotation: 90 }).then((path) => sourceOf(path, clipFacts)),
      makeClip({ number: 5, seconds: 2, hasSound: false }).then((path) =>
        sourceOf(path, { ...clipFacts, hasAudio: false }),
      ),
      makeClip({ number: 6, seconds: 2, format: 'webm' }).then((path) =>
        sourceOf(path, { demuxer: 'matroska', durationMs: 2_000 }),
      ),
    ])
    const brief = await makeSong({ seconds: 1, format: 'wav' })
    const source = await sourceOf(brief, { demuxer: 'wav', durationMs: 1_000 })
    const song = { source, fromMs: 300, volume: 1 }
    const { film } = await make(first(mixInputs({ clips: odd, song, targetMs: 4_000 })))
    expect(await factsOf(film)).toMatchObject(small)
    expect(Math.abs((await factsOf(film)).durationMs - 4_000)).toBeLessThan(60)
  })

  test('has a silent sound when nothing is heard', async () => {
    const { film, calls } = await make(first(mixInputs({ clips, clipVolume: 0 })))
    expect(await factsOf(film)).toMatchObject(small)
    expect(kindsOf(calls)).not.toContain('sound')
  })

  test('shows texts as pictures: nothing that was typed is in a command', async () => {
    const text = `a'b"c:d=[e];f,g\\h%{n}<b>&amp;`
    const texts = [{ text, position: 'bottom', size: 'large', fromMs: 0, toMs: 1_000 }] as const
    const { calls } = await make(first(mixInputs({ clips, texts: [...texts] })))
    expect(JSON.stringify(calls)).toContain('text-0.png')
    expect(JSON.stringify(calls)).not.toContain('%{n}')
    expect(JSON.stringify(calls)).not.toContain('&amp')
  })
})

describe('what was made before', () => {
  test('is not made again by a retry', async () => {
    const checkpoints = keeping()
    const input = first(mixInputs({ clips }))
    const before = await make(input, { checkpoints })
    const again = await make(input, { checkpoints })
    expect(new Set(kindsOf(before.calls))).toContain('shot')
    expect(kindsOf(again.calls)).toEqual(['audio', 'film', 'contact'])
    expect(await readFile(again.film)).toEqual(await readFile(before.film))
  })

  test('is shared by variants: no piece that one of them has shown is made for another', async () => {
    const checkpoints = keeping()
    const inputs = mixInputs({ clips, variants: 4 })
    const shots: string[] = []
    for (const input of inputs) {
      const { calls } = await make(input, { checkpoints })
      shots.push(...kindsOf(calls).filter((kind) => kind === 'shot'))
    }
    const shown = inputs.flatMap(({ edit }) => edit.segments)
    const different = new Set(
      shown.map((segment) => JSON.stringify({ ...segment, transition: undefined })),
    )
    expect(shots).toHaveLength(different.size)
    expect(different.size).toBeLessThan(shown.length)
  })

  test('is of no use when the same clip has other bytes', async () => {
    const checkpoints = keeping()
    await make(first(mixInputs({ clips })), { checkpoints })
    const other = await sourceOf(await makeClip({ number: 9, seconds: 2 }), clipFacts)
    const changed = clips.map((clip) => ({ ...other, assetId: clip.assetId }))
    const { calls } = await make(first(mixInputs({ clips: changed })), { checkpoints })
    expect(kindsOf(calls)).toContain('shot')
  })
})

describe('a mix that can not be made', () => {
  test('stops when it is cancelled, and runs nothing more', async () => {
    const cancel = new AbortController()
    const running = make(first(mixInputs({ clips })), {
      signal: cancel.signal,
      report: (stage) => stage === 'normalising' && cancel.abort(new Error('cancelled')),
    })
    await expect(running).rejects.toThrow('cancelled')
  })

  test('says that a file of the library is not what it was', async () => {
    const damaged = clips.map((clip) => ({ ...clip, sha256: '0'.repeat(64) }))
    await expect(make(first(mixInputs({ clips: damaged })))).rejects.toThrow('damaged')
  })
})

test('progress never goes back within a stage, and the stages come in their order', async () => {
  const told: [string, number][] = []
  await make(first(mixInputs({ clips })), { report: (stage, part) => told.push([stage, part]) })
  const stages = told.map(([stage]) => stage).filter((stage, at, all) => stage !== all[at - 1])
  const wanted = 'preparing normalising composing audio muxing pictures verifying'
  expect(stages).toEqual(wanted.split(' '))
  const parts = told.filter(([stage]) => stage === 'normalising').map(([, part]) => part)
  expect(parts).toEqual(parts.toSorted((a, b) => a - b))
  expect(parts.at(-1)).toBe(1)
})
