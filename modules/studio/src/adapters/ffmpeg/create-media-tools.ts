import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import { systemClock, type Clock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'
import { explainEnding, explainProbe, tooLarge } from '../../media/explain-ending.ts'
import { askedOfProbe, readMediaFacts } from '../../media/media-facts.ts'
import type { MediaCall, MediaFacts, MediaTools, ProbeOptions } from '../../media/media-tools.ts'
import { createProgressReader } from '../../media/progress-reader.ts'
import { ffmpegArguments, ffprobeArguments, pacingOf } from './ffmpeg-arguments.ts'
import { findPrograms, type NamedPrograms } from './find-programs.ts'
import { createGate, type Gate } from './gate.ts'
import { readVersion } from './read-version.ts'
import { startSupervised } from './supervised-program.ts'
import { usualTimes, watchProgram, type WatchTimes } from './watch-program.ts'

export interface MediaToolsOptions extends NamedPrograms {
  /** Told once when ffmpeg or ffprobe is the old one of an npm package. */
  readonly log?: Log
  /** How many run at once, probes apart; one less than there are processors unless told. */
  readonly programs?: number
  /** Of each program; as many as there are processors, and at most 8, unless told. */
  readonly threads?: number
  /** Of each program; 3 GiB unless told, as 4K takes 1.5 to read with 8 threads and 2 to make. */
  readonly memoryBytes?: number
  /** From 0 to 19, 5 unless told: requests come before renders, which still get their share. */
  readonly niceness?: number
  readonly times?: Partial<WatchTimes>
  readonly clock?: Clock
}

interface Parts {
  readonly ffmpeg: string
  readonly ffprobe: string
  readonly pacing: readonly string[]
  readonly threads: number
  readonly memoryBytes: number
  readonly niceness: number
  readonly times: WatchTimes
  readonly clock: Clock
}

const probeMs = 20_000
const longestReport = 256 * 1024
const mebibyte = 1024 * 1024

/** Looks for the programs, asks them for their versions, and throws when one can not be run. */
export async function createMediaTools(options: MediaToolsOptions = {}): Promise<MediaTools> {
  const found = await findPrograms(options)
  const { name, knowsColours: canMapTones, year } = await readVersion(found.ffmpeg)
  const version = `${name}, ${(await readVersion(found.ffprobe)).name}`
  if (found.fromPackages.length > 0)
    options.log?.warn(
      { programs: found.fromPackages, version },
      'Media programs of npm packages are years old: install ffmpeg and set FFMPEG_PATH and FFPROBE_PATH',
    )
  const processors = availableParallelism()
  const parts: Parts = {
    ffmpeg: found.ffmpeg,
    ffprobe: found.ffprobe,
    pacing: pacingOf(year),
    threads: options.threads ?? Math.min(8, processors),
    memoryBytes: options.memoryBytes ?? 3072 * mebibyte,
    niceness: options.niceness ?? 5,
    times: { ...usualTimes, ...options.times },
    clock: options.clock ?? systemClock,
  }
  const programs = options.programs ?? Math.max(1, processors - 1)
  // Whoever waits for an upload does not wait for a render.
  const gates = { run: createGate(programs), probe: createGate(programs + 1) }
  const closing = new AbortController()
  const running = new Set<Promise<unknown>>()

  async function inTurn<T>(
    gate: Gate,
    asked: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const signal = AbortSignal.any([asked, closing.signal])
    const leave = await gate.enter(signal)
    const working = work(signal).finally(leave)
    running.add(working)
    return working.finally(() => running.delete(working))
  }

  return {
    version,
    canMapTones,
    run: (call) => inTurn(gates.run, call.signal, (signal) => run(parts, { ...call, signal })),
    probe: (path, options) =>
      inTurn(gates.probe, options.signal, (signal) => probe(parts, path, { ...options, signal })),
    async close() {
      closing.abort(new Error('The media tools are closed'))
      await Promise.allSettled(running)
    },
  }
}

async function run(parts: Parts, call: MediaCall): Promise<void> {
  const { ffmpeg: program, clock, times, threads, memoryBytes, niceness } = parts
  const checkSize = async () => {
    if ((await writtenBytes(call)) >= call.maxOutputBytes) throw tooLarge()
  }
  const ending = await watchProgram({
    clock,
    times,
    deadlineMs: call.deadlineMs,
    signal: call.signal,
    check: checkSize,
    saysProgress: true,
    start: ({ moved, end }) =>
      startSupervised({
        program,
        args: ffmpegArguments(call, threads, parts.pacing),
        cwd: call.folder,
        niceness,
        limits: {
          memoryBytes,
          cpuSeconds: Math.ceil((call.deadlineMs / 1000) * threads),
          // What a file ends with is written when its contents have reached the limit.
          fileBytes: call.maxOutputBytes + 16 * mebibyte,
        },
        onOutput: readProgress(call, { moved, end }),
      }),
  })
  const error = explainEnding(ending)
  if (error) throw error
  // ffmpeg stops at the limit as if that were the end.
  await checkSize()
}

function readProgress(
  { expectedMs = 0, onProgress }: MediaCall,
  { moved, end }: { readonly moved: () => void; readonly end: (reason: Error) => void },
) {
  let told = 0
  return createProgressReader(({ outputMs, hasMoved }) => {
    if (hasMoved) moved()
    const part = expectedMs > 0 ? Math.min(1, (outputMs ?? 0) / expectedMs) : 0
    if (part <= told) return
    told = part
    try {
      onProgress?.(part)
    } catch (cause) {
      end(new Error('Whoever hears of progress failed', { cause }))
    }
  })
}

async function writtenBytes({ folder, outputs }: MediaCall): Promise<number> {
  const sizes = outputs.map(async ({ path }) => {
    if (path === null) return 0
    const found = await stat(resolve(folder, path)).catch(() => undefined)
    return found?.size ?? 0
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

async function probe(parts: Parts, path: string, options: ProbeOptions): Promise<MediaFacts> {
  let report = ''
  const absolute = resolve(path)
  const ending = await watchProgram({
    clock: parts.clock,
    times: parts.times,
    deadlineMs: probeMs,
    signal: options.signal,
    saysProgress: false,
    start: ({ end }) =>
      startSupervised({
        program: parts.ffprobe,
        args: ffprobeArguments(absolute, options.demuxer, askedOfProbe),
        cwd: dirname(absolute),
        // Somebody waits for the answer.
        niceness: 0,
        limits: { memoryBytes: parts.memoryBytes, cpuSeconds: probeMs / 1000, fileBytes: 0 },
        onOutput: (text) => {
          if (report.length <= longestReport) report += text
          else end(tooLarge())
        },
      }),
  })
  const error = explainProbe(ending)
  if (error) throw error
  return readMediaFacts(report)
}
