/** At most `limit` requests in `periodMs`. */
export interface LimitWindow {
  readonly limit: number
  readonly periodMs: number
}

/** The windows of each category of requests; all of one category are charged together. */
export type LimitTable = Readonly<Record<string, readonly LimitWindow[]>>

const minuteMs = 60_000
const hourMs = 3_600_000

/** The service's own limits, by the `limit` that a route names. A test compares them. */
export const defaultLimits = {
  api: [
    { limit: 60, periodMs: minuteMs },
    { limit: 1000, periodMs: hourMs },
  ],
  bookingCreate: [{ limit: 5, periodMs: minuteMs }],
  bookingUpdate: [{ limit: 10, periodMs: minuteMs }],
  search: [{ limit: 20, periodMs: minuteMs }],
  payment: [{ limit: 3, periodMs: 5 * minuteMs }],
  chat: [{ limit: 15, periodMs: minuteMs }],
  signIn: [
    { limit: 5, periodMs: minuteMs },
    { limit: 20, periodMs: hourMs },
  ],
  aiGeneration: [{ limit: 5, periodMs: minuteMs }],
  upload: [{ limit: 10, periodMs: minuteMs }],
  presetCreate: [{ limit: 8, periodMs: minuteMs }],
  projectCreate: [{ limit: 20, periodMs: hourMs }],
} as const satisfies LimitTable

/** The category of a route that names none. */
export const defaultCategory = 'api'
