/** Where finished lines go. Neither method throws or waits. */
export interface Sink {
  /** One line, its line break included. */
  write(line: string): void
  /** Resolves when all lines so far are out; after 2 s also when they can not be. */
  flush(): Promise<void>
}

/** A stream, or anything else with `write`. */
export interface LineTarget {
  write(text: string): unknown
}

interface StreamState extends LineTarget {
  readonly writableLength?: number
  readonly writableNeedDrain?: boolean
  once?(event: 'drain' | 'close' | 'error', callback: () => void): unknown
  on?(event: 'error', callback: () => void): unknown
}

const maxBufferedBytes = 8 * 1024 * 1024
const flushLimitMs = 2_000

/** Hands each line to the target at once. A stream that takes no more loses lines, not memory. */
export function createTargetSink(target: LineTarget): Sink {
  const state: StreamState = target
  state.on?.('error', () => {}) // a failing log destination must not end the process
  return {
    write(line) {
      if ((state.writableLength ?? 0) > maxBufferedBytes) return
      try {
        target.write(line)
      } catch {
        // Nowhere is left to say that logging failed.
      }
    },
    flush: () => untilDrained(state),
  }
}

function untilDrained(state: StreamState): Promise<void> {
  if (!state.writableNeedDrain || !state.once) return Promise.resolve()
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, flushLimitMs)
    const done = () => {
      clearTimeout(limit)
      resolve()
    }
    for (const event of ['drain', 'close', 'error'] as const) state.once?.(event, done)
  })
}
