import type { Policies } from '../contract.ts'

/** Who waits for what: a card to be entered, a provider to decide, or somebody to send money. */
export type HoldKind = 'paying' | 'processing' | 'manual'

export interface HoldAsked {
  readonly now: Date
  readonly createdAt: Date
  readonly startsAt: Date
  readonly noticeHours: number
  readonly policies: Policies
  /** When the hold runs out as it is; a hold never becomes shorter. */
  readonly current?: Date | undefined
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * When a hold runs out. One for payment by hand ends before the station's notice begins, and
 * counts from the booking, so that asking again does not prolong it.
 */
export function holdEndsAt(kind: HoldKind, asked: HoldAsked): Date {
  const { now, current, policies } = asked
  const endMs = {
    paying: () => now.getTime() + policies.holdMinutes * minuteMs,
    processing: () => now.getTime() + policies.processingHoldMinutes * minuteMs,
    manual: () => endOfManualHold(asked),
  }[kind]()
  return new Date(Math.max(endMs, current?.getTime() ?? 0))
}

function endOfManualHold({ createdAt, startsAt, noticeHours, policies }: HoldAsked): number {
  return Math.min(
    createdAt.getTime() + policies.manualHoldHours * hourMs,
    startsAt.getTime() - noticeHours * hourMs,
  )
}
