import { execFile } from 'node:child_process'
import { basename } from 'node:path'
import { promisify } from 'node:util'

/** Such as `ffmpeg 7.1.1`. Throws when the program can not be run or does not say. */
export async function readVersion(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['-version'], {
    timeout: 20_000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024,
    env: {},
  })
  const version = /^(\w+ )version (\S+)/.exec(stdout)
  if (!version) throw new Error(`${basename(program)} does not say which version it is`)
  return `${version[1]}${version[2]}`
}
