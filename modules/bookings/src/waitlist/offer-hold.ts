import type { Policies } from '../contract.ts'

export interface OfferAsked {
  readonly now: Date
  readonly startsAt: Date
  readonly noticeHours: number
  readonly policies: Policies
}

const minuteMs = 60_000

/**
 * Until when a time is held for who waited for it: never inside the station's notice. `undefined`
 * when that leaves less time to answer than whoever pays by card is given: it is not offered.
 */
export function offerEndsAt({
  now,
  startsAt,
  noticeHours,
  policies,
}: OfferAsked): Date | undefined {
  const noticeBeginsMs = startsAt.getTime() - noticeHours * 60 * minuteMs
  const endMs = Math.min(now.getTime() + policies.offerHoldMinutes * minuteMs, noticeBeginsMs)
  const leastMs = Math.min(policies.holdMinutes, policies.offerHoldMinutes) * minuteMs
  return endMs - now.getTime() < leastMs ? undefined : new Date(endMs)
}
