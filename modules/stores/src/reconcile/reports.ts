import type { StepName } from '../contract/states.ts'
import type { Holding, ReconcileParts } from './parts.ts'
import { record, tell } from './record.ts'

const longestLine = 500
const mostLines = 200

export interface Reports {
  add(line: string): void
  /** Resolves when all lines so far are in the timeline, or could not be written. */
  written(): Promise<void>
}

/** What a driver says while it works, as lines of the store's timeline in their order. */
export function createReports(
  parts: ReconcileParts,
  holding: Holding,
  about: {
    readonly storeId: string
    readonly correlationId: string
    readonly step: StepName | null
  },
): Reports {
  const { clock, log } = parts
  let lines = 0
  let last: Promise<void> = Promise.resolve()
  async function write(message: string, at: Date): Promise<void> {
    try {
      await record(parts, holding, (tx) =>
        tell(tx, { ...about, at }, { type: 'step.progress', step: about.step, message }),
      )
    } catch (error) {
      log.debug({ err: error }, 'A line of a driver was not written')
    }
  }
  return {
    add(line) {
      lines += 1
      if (lines > mostLines) return
      const message = line.slice(0, longestLine)
      const at = clock.now()
      last = last.then(() => write(message, at))
    },
    written: () => last,
  }
}
