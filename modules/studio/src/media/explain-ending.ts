import { MediaKilled, MediaRefused, MediaStuck, NoSpaceLeft } from './media-errors.ts'

/** How a program ended by itself. */
export interface Ending {
  /** As a shell says it: 128 and the signal's number when a signal ended it. */
  readonly code: number
  /** The last of what it said to people. */
  readonly said: string
}

/** By number, as they are on every system that is used: those of a shell's 128 + n. */
const signals = { abort: 6, bus: 7, arithmetic: 8, kill: 9, segment: 11, cpuTime: 24, fileSize: 25 }
const crashes = new Set([signals.abort, signals.bus, signals.arithmetic, signals.segment])

const texts = {
  noSpace: /No space left on device|Disk quota exceeded/i,
  // A thread that gets no memory is `temporarily unavailable`.
  noMemory: /Cannot allocate memory|Out of memory|malloc.* failed|temporarily unavailable/i,
  invalid: /Invalid data found|moov atom not found|not on whitelist|not in allowed_/i,
} as const

/**
 * What an ending means. Undefined for a good one. Unknown ones are plain errors with the last lines
 * of what was said, in which no folder is named.
 */
export function explainEnding({ code, said }: Ending): Error | undefined {
  if (code === 0) return undefined
  const cause = new Error(lastLines(said))
  const signal = code - 128
  if (texts.noSpace.test(said)) return new NoSpaceLeft('There is no space left', { cause })
  if (signal === signals.kill) return new MediaKilled('Something ended the program', { cause })
  if (signal === signals.cpuTime) return new MediaStuck('It computed for too long', { cause })
  if (signal === signals.fileSize) return tooLarge(cause)
  if (crashes.has(signal)) return new MediaRefused('The program fell over it', { cause })
  // Whether the file or the machine is to blame can not be told: tried again as after a kill.
  if (texts.noMemory.test(said)) return new MediaKilled('Memory was too short for it', { cause })
  if (texts.invalid.test(said)) return new MediaRefused('It can not be read as media', { cause })
  return new Error(`ffmpeg ended with ${code}: ${lastLines(said)}`)
}

/**
 * What the ending of ffprobe means, which reads one file and is given plenty: what it can not do is
 * the file's fault.
 */
export function explainProbe({ code, said }: Ending): Error | undefined {
  const explained = explainEnding({ code, said })
  const isTheFile =
    texts.noMemory.test(said) || (explained?.name === 'Error' && !/No such file|denied/i.test(said))
  if (code < 128 && isTheFile)
    return new MediaRefused('It can not be read as media', { cause: explained })
  return explained
}

export function tooLarge(cause?: Error): MediaRefused {
  return new MediaRefused('What is made of it would be larger than it may be', { cause })
}

/** At most five lines of at most 300 characters; of a path only its last part. */
function lastLines(said: string): string {
  const lines = said.trim().split('\n').slice(-5)
  return lines.map((line) => withoutFolders(line).slice(0, 300)).join('\n')
}

function withoutFolders(line: string): string {
  return line.replace(/(?:\/[^\s/:'"]+)+\//g, '…/')
}
