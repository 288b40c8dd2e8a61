// What does a mix cost beside the same ffmpeg commands by hand, what do eight variants cost beside
// eight mixes that know nothing of each other, and what does it cost to say how far a mix is?
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMediaTools } from '../../modules/studio/src/adapters/ffmpeg/create-media-tools.ts'
import { findPrograms } from '../../modules/studio/src/adapters/ffmpeg/find-programs.ts'
import { cells, jsonLine, machineLine, table } from '../harness/report.ts'
import { interleave, ratioOf, spreadOf, type Spread } from '../harness/rounds.ts'
import { mixByHand, recordingTools } from './by-hand.ts'
import { makeFootage } from './footage.ts'
import { usedProcessorMs } from './processor-time.ts'
import { openStudio, type Settings } from './studio-platform.ts'

const quick = process.argv.includes('--quick')
const rounds = quick ? 3 : 5
const roundsOfVariants = quick ? 1 : 3
const variants = 8
const programs = 2
const threads = 2
const say = (line: string) => void process.stdout.write(`${line}\n`)

const settings: Settings = {
  clipVolume: 0.6,
  texts: [{ text: 'Ember & Oak', position: 'bottom', size: 'large', fromMs: 500, toMs: 3_000 }],
  aspect: '9:16',
  targetMs: 15_000,
  variants,
  seed: 7,
  vary: { order: true, starts: true, transitions: true, speed: true, mirror: true },
  quality: quick ? 'draft' : 'standard',
}

say(machineLine())
const { ffmpeg } = await findPrograms({
  ffmpegPath: process.env['FFMPEG_PATH'],
  ffprobePath: process.env['FFPROBE_PATH'],
})
const folder = await mkdtemp(join(tmpdir(), 'holdfast-footage-'))
const size = quick ? '640x360' : '1280x720'
const footage = await makeFootage({ ffmpeg, folder, clips: 6, seconds: quick ? 5 : 10, size })
// By hand nothing steps back behind others.
const tools = await createMediaTools({ ffmpegPath: ffmpeg, programs, threads, niceness: 0 })
const recorder = await recordingTools(tools)
await using studio = await openStudio(recorder.tools)

await recorder.begin()
await mixFor([1])
const recording = recorder.end()
say(`one mix: ${recording.calls.length} calls of ffmpeg`)

const one = await interleave({
  contestants: ['ours', 'silent', 'byHand'],
  rounds,
  measure: (name) =>
    timed(async () => {
      if (name === 'byHand') return mixByHand(recording, { ffmpeg, programs, threads })
      studio.tellsProgress = name === 'ours'
      return mixFor([1]).finally(() => (studio.tellsProgress = true))
    }),
})

const many = await interleave({
  contestants: ['together', 'separate'],
  rounds: roundsOfVariants,
  measure: (name) =>
    timed(async () => {
      const all = Array.from({ length: variants }, (_, index) => index + 1)
      if (name === 'together') return mixFor(all)
      const people = await Promise.all(all.map(() => studio.someoneNew(footage)))
      const preparedMs = performance.now()
      await Promise.all(people.map((someone, index) => someone.mix(settings, [index + 1])))
      return performance.now() - preparedMs
    }),
})

async function mixFor(wanted: readonly number[]): Promise<number> {
  const someone = await studio.someoneNew(footage)
  return someone.mix(settings, wanted)
}

interface Cost {
  readonly tookMs: number
  readonly processorMs: number
}

async function timed(work: () => Promise<number>): Promise<Cost> {
  const before = usedProcessorMs()
  const tookMs = await work()
  return { tookMs, processorMs: usedProcessorMs() - before }
}

type Costs = ReadonlyMap<string, readonly Cost[]>
const timesOf = (costs: Costs, name: string) => costs.get(name)?.map(({ tookMs }) => tookMs) ?? []
const processorOf = (costs: Costs, name: string) =>
  costs.get(name)?.map(({ processorMs }) => processorMs) ?? []
const contestants = [
  ['a mix', one, 'ours'],
  ['a mix that does not say how far it is', one, 'silent'],
  ['the same commands by hand', one, 'byHand'],
  [`${variants} variants`, many, 'together'],
  [`${variants} separate mixes`, many, 'separate'],
] as const
const rows = contestants.map(([label, costs, name]) => [
  label,
  ...cells(spreadOf(timesOf(costs, name))),
  spreadOf(processorOf(costs, name)).median.toFixed(),
])
say(`\n${table([['milliseconds', 'median', 'min', 'max', 'of processors'], ...rows])}`)

const comparisons = [
  ['a mix ÷ by hand', one, 'ours', 'byHand', 1.1],
  ['variants ÷ separate mixes', many, 'together', 'separate', 0.6],
  ['with progress ÷ without', one, 'ours', 'silent', undefined],
] as const
const costRows = comparisons.map(([label, costs, name, other, limit]) => {
  const time = ratioOf(timesOf(costs, name), timesOf(costs, other))
  const processor = ratioOf(processorOf(costs, name), processorOf(costs, other))
  const verdict = limit === undefined ? '' : time.median <= limit ? 'kept' : 'NOT KEPT'
  return [label, ...cells(time, 2), processor.median.toFixed(2), limit?.toFixed(2) ?? '', verdict]
})
const head = ['cost', 'median', 'min', 'max', 'of processors', 'at most', '']
say(`\n${table([head, ...costRows])}\n`)

const ratios: Readonly<Record<string, Spread>> = {
  byHand: ratioOf(timesOf(one, 'byHand'), timesOf(one, 'ours')),
  separateMixes: ratioOf(timesOf(many, 'separate'), timesOf(many, 'together')),
  withoutProgress: ratioOf(timesOf(one, 'silent'), timesOf(one, 'ours')),
}
say(jsonLine('studio', ratios))
await tools.close()
await rm(folder, { recursive: true, force: true })
await rm(recording.folder, { recursive: true, force: true })
