import type { StoreEvent } from '@holdfast/stores/contract'

/** Steps of one operation that went well, one after the other: a line that opens. */
export interface FoldedSteps {
  /** All that was told of them, the newest first. */
  readonly events: readonly StoreEvent[]
  /** How many steps were done. */
  readonly count: number
  readonly tookMs: number
}

export type TimelineEntry = StoreEvent | FoldedSteps

/** A step that is told in less than this says it as quickly itself. */
const fewest = 4

/**
 * The events, newest first, with what went well folded. What runs now stays as it is, and so does
 * everything that asks for attention.
 */
export function foldSteps(events: readonly StoreEvent[]): readonly TimelineEntry[] {
  return runsOf(events).flatMap((run, index): readonly TimelineEntry[] => {
    if (index === 0 || !isOfAStep(run[0])) return run
    const done = new Set(run.filter(({ type }) => type === 'step.done').map(({ step }) => step))
    const firstDone = run.findIndex(({ step }) => done.has(step))
    const folded = firstDone === -1 ? [] : run.slice(firstDone)
    if (folded.length < fewest) return run
    return [...run.slice(0, firstDone), folding(folded, done.size)]
  })
}

function folding(events: readonly StoreEvent[], count: number): FoldedSteps {
  const [first, last] = [events.at(-1)?.at ?? '', events[0]?.at ?? '']
  return { events, count, tookMs: Math.max(0, Date.parse(last) - Date.parse(first)) }
}

/** Events that stand together: of the steps of one operation, or each alone. */
function runsOf(events: readonly StoreEvent[]): readonly (readonly StoreEvent[])[] {
  const runs: StoreEvent[][] = []
  for (const event of events) {
    const run = runs.at(-1)
    const belongs =
      isOfAStep(event) && isOfAStep(run?.[0]) && run?.[0]?.correlationId === event.correlationId
    if (belongs) run?.push(event)
    else runs.push([event])
  }
  return runs
}

function isOfAStep(event: StoreEvent | undefined): boolean {
  return event !== undefined && event.level === 'info' && stepTypes.has(event.type)
}

const stepTypes: ReadonlySet<string> = new Set(['step.started', 'step.progress', 'step.done'])
