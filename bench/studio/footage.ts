import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface FootageOptions {
  readonly ffmpeg: string
  readonly folder: string
  readonly clips: number
  readonly seconds: number
  /** `1280x720` */
  readonly size: string
}

export interface FootageFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly kind: 'video' | 'audio'
  readonly contentType: string
  readonly demuxer: 'mov' | 'mp3'
  readonly durationMs: number
}

/** Clips as a phone makes them, moving and a little noisy, with sound; and a song, which is last. */
export async function makeFootage(options: FootageOptions): Promise<readonly FootageFile[]> {
  const { ffmpeg, folder, clips, seconds, size } = options
  const files: FootageFile[] = []
  for (let number = 1; number <= clips; number += 1) {
    const path = join(folder, `clip-${number}.mp4`)
    const picture = `testsrc2=size=${size}:rate=30:duration=${seconds},hue=h=${number * 47},noise=alls=6:allf=t`
    const sound = `sine=frequency=${200 + number * 55}:sample_rate=48000:duration=${seconds}`
    const codecs = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '30', '-c:a', 'aac']
    const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound]
    await run(ffmpeg, [...inputs, ...codecs, '-pix_fmt', 'yuv420p', path])
    const facts = { path, kind: 'video', contentType: 'video/mp4', demuxer: 'mov' } as const
    files.push(await measured({ ...facts, durationMs: seconds * 1000 }))
  }
  const path = join(folder, 'song.mp3')
  await run(ffmpeg, ['-f', 'lavfi', '-i', 'sine=frequency=110:duration=60', '-ac', '2', path])
  const song = { path, kind: 'audio', contentType: 'audio/mpeg', demuxer: 'mp3' } as const
  files.push(await measured({ ...song, durationMs: 60_000 }))
  return files
}

async function run(ffmpeg: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args])
}

async function measured(file: Omit<FootageFile, 'bytes' | 'sha256'>): Promise<FootageFile> {
  const content = await readFile(file.path)
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { ...file, bytes: content.length, sha256 }
}
