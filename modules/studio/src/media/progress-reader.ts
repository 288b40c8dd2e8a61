/** What ffmpeg says of how far it is. */
export interface MediaProgress {
  /** Of the output that is made; `undefined` before its first frame. */
  readonly outputMs: number | undefined
  /** Whether anything is more than when it last said so. */
  readonly hasMoved: boolean
}

const longestLine = 1024

/**
 * Reads what `-progress` prints: blocks of `key=value` lines, each ended by `progress=…`. Returns
 * what takes the text as it comes. A line that is too long to be one of them is dropped.
 */
export function createProgressReader(onBlock: (progress: MediaProgress) => void) {
  let rest = ''
  let block = new Map<string, string>()
  let last: readonly number[] = []

  function readLine(line: string): void {
    const [key = '', value = ''] = line.trim().split('=')
    block.set(key, value)
    if (key !== 'progress') return
    const now = advances.map((name) => number(block.get(name)))
    const outputMicros = number(block.get('out_time_us')) || number(block.get('out_time_ms'))
    block = new Map()
    const hasMoved = now.some((value, at) => value > (last[at] ?? 0))
    last = now
    onBlock({ outputMs: outputMicros > 0 ? outputMicros / 1000 : undefined, hasMoved })
  }

  return (text: string): void => {
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(-longestLine)
    for (const line of lines) if (line.length <= longestLine && block.size < 64) readLine(line)
  }
}

/** Both times are in microseconds, whatever `out_time_ms` calls itself: ffmpeg never mended that. */
const advances = ['out_time_us', 'out_time_ms', 'frame', 'total_size']

function number(text: string | undefined): number {
  const value = Number(text)
  return Number.isFinite(value) ? value : 0
}
