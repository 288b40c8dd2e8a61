import { sleep } from '../clock/clock.ts'
import type { Clock } from '../clock/clock.ts'
import type { Board, CheckState } from './check-board.ts'
import { createProcessReader } from './process-numbers.ts'
import type { ProcessNumbers } from './process-numbers.ts'
import { nameOf, readSections } from './section-reader.ts'
import type { Sections } from './section-reader.ts'

export interface DetailsOptions {
  readonly clock: Clock
  readonly board: Board
  readonly service: string
  readonly version: string
  readonly periodMs: number
  readonly dataFolder?: string | undefined
  readonly sections?: Sections | undefined
}

export interface Details {
  /** The whole report, from what was last read. */
  report(): object
  /** Begins to read once per period, and returns the stop. */
  start(): () => void
}

export function createDetails(options: DetailsOptions): Details {
  const { clock, board, service, version, sections = {} } = options
  refuseTakenNames(sections)
  const startedAtMs = clock.monotonicMs()
  let numbers: ProcessNumbers | undefined
  let read: Readonly<Record<string, unknown>> = {}

  return {
    report: () => ({
      status: board.status(),
      service,
      version,
      time: clock.now().toISOString(),
      uptimeSeconds: Math.floor((clock.monotonicMs() - startedAtMs) / 1_000),
      checks: Object.fromEntries(
        board.checks().map((check) => [check.name, describe(check, clock.monotonicMs())]),
      ),
      ...numbers,
      ...read,
    }),
    start() {
      const reader = createProcessReader(options.dataFolder)
      const stopping = new AbortController()
      void repeat(options, stopping.signal, async () => {
        const news = await Promise.all([reader.read(), readSections(sections, clock)])
        ;[numbers, read] = news
      })
      return () => {
        stopping.abort()
        reader.stop()
      }
    },
  }
}

/** `work` does not reject: what it reads says in its own place that it could not be read. */
async function repeat(
  { clock, periodMs }: DetailsOptions,
  stopping: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    await work()
    await sleep(clock, periodMs, stopping)
  }
}

function describe({ kind, status, result }: CheckState, nowMs: number): object {
  if (!result) return { kind, status }
  return {
    ...result.facts,
    kind,
    status,
    latencyMs: Math.round(result.latencyMs * 100) / 100,
    ageMs: Math.round(nowMs - result.finishedAtMs),
    ...(result.ok ? {} : { error: nameOf(result.error) }),
  }
}

const ownMembers = new Set([
  'status',
  'service',
  'version',
  'time',
  'uptimeSeconds',
  'checks',
  'eventLoop',
  'memory',
  'cpu',
  'disk',
])

function refuseTakenNames(sections: Sections): void {
  const taken = Object.keys(sections).find((name) => ownMembers.has(name))
  if (taken) throw new Error(`The health details have a member ${taken} of their own`)
}
