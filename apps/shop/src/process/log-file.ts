import { appendFileSync, renameSync, statSync } from 'node:fs'

/** Where lines go that must not fill the disk. */
export interface LogFile {
  write(text: string): void
}

const usualBytes = 1_000_000

/**
 * Appends to `path`, and begins anew at `maxBytes`, keeping one older file beside it. A disk that
 * is full costs lines and nothing else.
 */
export function openLogFile(path: string, maxBytes = usualBytes): LogFile {
  let sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return {
    write(text) {
      try {
        if (sizeBytes >= maxBytes) {
          renameSync(path, `${path}.1`)
          sizeBytes = 0
        }
        appendFileSync(path, text, { mode: 0o600 })
        sizeBytes += Buffer.byteLength(text)
      } catch {
        // There is nowhere left to say it.
      }
    },
  }
}
