import { z } from 'zod'

/** The families of events, as the trail is asked for them. */
export const families = [
  { type: 'booking', label: 'Bookings' },
  { type: 'payment', label: 'Payments' },
  { type: 'customer', label: 'Customers' },
  { type: 'station', label: 'Stations' },
  { type: 'member', label: 'Staff' },
  { type: 'apiKey', label: 'API keys' },
  { type: 'session', label: 'Sign-ins' },
] as const

const date = z.iso.date()

const shape = z.object({
  type: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,100}$/)
    .optional()
    .catch(undefined),
  id: z.coerce.string().trim().min(1).max(200).optional().catch(undefined),
  from: date.optional().catch(undefined),
  to: date.optional().catch(undefined),
})

/** What the address of the trail says; everything, unless told. */
export interface AuditSearch {
  readonly type?: string
  /** Of a thing, a person or a request. */
  readonly id?: string
  readonly from?: string
  readonly to?: string
}

/** Reads an address; what it can not mean is dropped. */
export function readAuditSearch(raw: unknown): AuditSearch {
  const { data = {} } = shape.safeParse(raw)
  const entries = Object.entries(data).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries)
}

/** What the API is asked: whole days of the reader's calendar. */
export function auditQuery({ type, id, from, to }: AuditSearch) {
  return {
    ...(type === undefined ? {} : { type }),
    ...(id === undefined ? {} : { id }),
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    ...(to === undefined ? {} : { until: startOf(to, 1) }),
  }
}

/** The instant at which a day begins for the reader, or the day so many days later. */
function startOf(day: string, later: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}
