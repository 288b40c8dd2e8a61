import type { WaitlistState } from '@holdfast/bookings/contract'

/** Which entries are shown; those who still wait, or have been offered something, unless told. */
export const waitlistViews = {
  waiting: { label: 'Waiting', states: ['waiting'] },
  offered: { label: 'Offered', states: ['offered'] },
  booked: { label: 'Booked', states: ['booked'] },
  ended: { label: 'Ended', states: ['passed', 'left', 'expired'] },
} as const satisfies Readonly<
  Record<string, { readonly label: string; readonly states: readonly WaitlistState[] }>
>

export type WaitlistView = keyof typeof waitlistViews

export interface WaitlistSearch {
  readonly show?: WaitlistView
  /** A station's id. */
  readonly station?: string
  /** A day, `2026-11-22`. */
  readonly day?: string
}

/** Reads an address; what it can not mean is dropped. */
export function readWaitlistSearch(raw: Readonly<Record<string, unknown>>): WaitlistSearch {
  const { show, station, day } = raw
  return {
    ...(typeof show === 'string' && isView(show) ? { show } : {}),
    ...(typeof station === 'string' && /^[0-9a-f-]{36}$/.test(station) ? { station } : {}),
    ...(typeof day === 'string' && isDay(day) ? { day } : {}),
  }
}

export function isView(name: string): name is WaitlistView {
  return Object.hasOwn(waitlistViews, name)
}

/** As the service is asked. */
export function waitlistQueryOf({ show, station, day }: WaitlistSearch) {
  const states: readonly WaitlistState[] =
    show === undefined ? ['waiting', 'offered'] : waitlistViews[show].states
  return {
    state: [...states],
    ...(station === undefined ? {} : { stationId: station }),
    ...(day === undefined ? {} : { from: day, to: day }),
  }
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
