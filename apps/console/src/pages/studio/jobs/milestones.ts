import type { JobEvent } from '@holdfast/studio/contract'

/** Something worth a line: a state, or a stage, that was not there before. */
export interface Milestone {
  readonly event: JobEvent
  /** How long it lasted; undefined for the last one. */
  readonly lastedMs?: number
}

/** What has happened, oldest first, without what is only a percent more. */
export function milestonesOf(events: readonly JobEvent[]): readonly Milestone[] {
  const turns = inOrder(events).filter((event, index, all) => isTurn(event, all[index - 1]))
  return turns.map((event, index) => {
    const next = turns[index + 1]
    if (next === undefined) return { event }
    return { event, lastedMs: Math.max(0, Date.parse(next.at) - Date.parse(event.at)) }
  })
}

/** Each once, whichever way it came and how often. */
function inOrder(events: readonly JobEvent[]): readonly JobEvent[] {
  const byNumber = new Map(events.map((event) => [event.number, event]))
  return [...byNumber.values()].toSorted((one, other) => one.number - other.number)
}

function isTurn(event: JobEvent, before: JobEvent | undefined): boolean {
  if (before === undefined) return true
  const { state, stage, attempt } = event
  return state !== before.state || stage !== before.stage || attempt !== before.attempt
}
