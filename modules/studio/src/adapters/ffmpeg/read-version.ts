import { execFile } from 'node:child_process'
import { basename } from 'node:path'
import { promisify } from 'node:util'

export interface Version {
  /** Such as `ffmpeg 7.1.1`. */
  readonly name: string
  /** Whether it was built with the library that knows colours, zimg. */
  readonly knowsColours: boolean
  /** Of its code. */
  readonly year: number
}

/** Throws when the program can not be run or does not say. */
export async function readVersion(program: string): Promise<Version> {
  const { stdout } = await promisify(execFile)(program, ['-version'], {
    timeout: 20_000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024,
    env: {},
  })
  const version = /^(\w+ )version (\S+)/.exec(stdout)
  if (!version) throw new Error(`${basename(program)} does not say which version it is`)
  return {
    name: `${version[1]}${version[2]}`,
    year: Number(/Copyright \(c\) \d+-(\d+)/.exec(stdout)?.[1] ?? Number.NaN),
    knowsColours: stdout.includes('--enable-libzimg'),
  }
}
