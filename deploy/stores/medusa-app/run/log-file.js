import { appendFileSync, renameSync, statSync } from 'node:fs'

const maxBytes = 1_000_000

/**
 * Sends all that this process prints to a file, which begins anew at a megabyte and keeps one
 * older file beside it: Medusa logs every request, and a disk has an end.
 */
export function writeTo(path) {
  let sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const write = (chunk, encoding, done) => {
    try {
      if (sizeBytes >= maxBytes) {
        renameSync(path, `${path}.1`)
        sizeBytes = 0
      }
      appendFileSync(path, chunk, { mode: 0o600 })
      sizeBytes += chunk.length
    } catch {
      // There is nowhere left to say it.
    }
    const told = typeof encoding === 'function' ? encoding : done
    told?.()
    return true
  }
  process.stdout.write = write
  process.stderr.write = write
}
