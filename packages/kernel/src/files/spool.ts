import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '../ids/ids.ts'
import { tooLargeProblem } from '../problems/problems.ts'

export interface Spooled {
  readonly path: string
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

/**
 * Writes `content` to a file of its own in `folder`, as it comes. Throws `request.tooLarge` at the
 * first byte past `maxBytes`; nothing is left behind then, nor when the source fails or `signal`
 * aborts.
 */
export async function spool(
  content: Readable | Uint8Array,
  options: {
    readonly folder: string
    readonly maxBytes: number
    readonly signal?: AbortSignal | undefined
  },
): Promise<Spooled> {
  const { folder, maxBytes, signal } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, newId())
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      if (bytes > maxBytes) return done(tooLargeProblem(maxBytes))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const source = content instanceof Readable ? content : Readable.from([Buffer.from(content)])
  try {
    const sink = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    await pipeline(source, meter, sink, signal ? { signal } : {})
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { path, bytes, sha256: hash.digest('hex') }
}

const oldMs = 24 * 3_600_000

/** Deletes what a process left that died in the middle. */
export async function sweepSpool(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() }))
    if (now.getTime() - mtimeMs > oldMs) await rm(path, { force: true })
  }
}
