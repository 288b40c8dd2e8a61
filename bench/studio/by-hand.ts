import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ffmpegArguments } from '../../modules/studio/src/adapters/ffmpeg/ffmpeg-arguments.ts'
import type { MediaCall, MediaTools } from '../../modules/studio/src/media/media-tools.ts'

/** The calls of one mix, with the files that no call makes. */
export interface Recording {
  readonly calls: MediaCall[]
  /** Clips, pictures of texts and the script that joins. */
  readonly folder: string
}

/** Media tools that note what the first mix asks of them. */
export async function recordingTools(tools: MediaTools): Promise<{
  readonly tools: MediaTools
  /** From the next call on, until `end`. */
  begin(): Promise<void>
  end(): Recording
}> {
  let recording: Recording | undefined
  return {
    tools: {
      ...tools,
      async run(call) {
        if (recording) {
          recording.calls.push(call)
          await keepSources(call.folder, recording.folder)
        }
        return tools.run(call)
      },
    },
    async begin() {
      recording = { calls: [], folder: await mkdtemp(join(tmpdir(), 'holdfast-by-hand-')) }
    },
    end() {
      if (!recording) throw new Error('nothing was recorded')
      const ended = recording
      recording = undefined
      return ended
    },
  }
}

async function keepSources(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (/\.(source|png|txt)$/.test(name)) await copyFile(join(from, name), join(to, name))
  }
}

export interface HandOptions {
  readonly ffmpeg: string
  readonly threads: number
  /** How many run at once. */
  readonly programs: number
}

/**
 * The very same commands as a person would run them: in the same order, as many at once, no limits,
 * no watchdogs, no database. Answers in milliseconds.
 */
export async function mixByHand(
  { calls, folder: sources }: Recording,
  { ffmpeg, threads, programs }: HandOptions,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-by-hand-'))
  await mkdir(folder, { recursive: true })
  await cp(sources, folder, { recursive: true })
  const startedMs = performance.now()
  for (const together of stagesOf(calls)) {
    const waiting = [...together]
    const work = async () => {
      for (let call = waiting.shift(); call; call = waiting.shift()) {
        const args = ffmpegArguments(movedTo(folder, call), threads)
        await runProgram(ffmpeg, args, folder)
      }
    }
    await Promise.all(Array.from({ length: programs }, work))
  }
  const tookMs = performance.now() - startedMs
  await rm(folder, { recursive: true, force: true })
  return tookMs
}

/** What makes files of one kind stands behind each other and does not wait for each other. */
function stagesOf(calls: readonly MediaCall[]): readonly (readonly MediaCall[])[] {
  const stages: MediaCall[][] = []
  let kind: string | undefined
  for (const call of calls) {
    if (kindOf(call) !== kind) stages.push([])
    kind = kindOf(call)
    stages.at(-1)?.push(call)
  }
  return stages
}

function movedTo(folder: string, call: MediaCall): MediaCall {
  const moved = (path: string) => (path.startsWith('/') ? join(folder, basename(path)) : path)
  return {
    ...call,
    folder,
    inputs: call.inputs.map((input) => ({ ...input, path: moved(input.path) })),
    outputs: call.outputs.map((output) => ({
      ...output,
      path: output.path === null ? null : moved(output.path),
    })),
  }
}

async function runProgram(program: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(program, [...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`)
}

function kindOf({ outputs }: MediaCall): string {
  return basename(outputs[0]?.path ?? '').split('-')[0] ?? ''
}
