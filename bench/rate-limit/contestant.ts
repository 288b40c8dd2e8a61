/** Charges one call of a subject to a minute and an hour; tells whether it passed. */
export interface Contestant {
  take(subject: string): Promise<boolean> | boolean
  close(): Promise<void> | void
}

export interface Limits {
  /** The Redis server, for those who count there. */
  readonly url: string
  readonly perMinute: number
  readonly perHour: number
}

export const minuteMs = 60_000
export const hourMs = 3_600_000
