import { bookingStates } from '@holdfast/bookings/contract'
import { z } from 'zod'

/** Which days are shown; `upcoming` unless told. Counted from the reader's today. */
export const spans = ['upcoming', 'today', 'tomorrow', 'week', 'past', 'all'] as const
export type Span = (typeof spans)[number]

/** How the rows are ordered, as the API names it; a minus turns it round. */
export const sorts = ['start', '-start', 'created', '-created'] as const
export type Sort = (typeof sorts)[number]

const date = z.iso.date()

// What can not be read is dropped, not refused: an address may be old, cut or typed by hand.
const searchShape = z.object({
  when: z.enum(spans).optional().catch(undefined),
  from: date.optional().catch(undefined),
  to: date.optional().catch(undefined),
  state: z.enum(bookingStates).optional().catch(undefined),
  station: z.uuid().optional().catch(undefined),
  q: z.coerce.string().trim().min(1).max(100).optional().catch(undefined),
  sort: z.enum(sorts).optional().catch(undefined),
  page: z.coerce.number().int().min(2).max(1000).optional().catch(undefined),
})

/** What the address of the list says. Absent is the default, so that a plain address is short. */
export interface BookingSearch {
  readonly when?: Span
  /** Days of one's own choice, each with an open end; with either, `when` is not there. */
  readonly from?: string
  readonly to?: string
  readonly state?: (typeof bookingStates)[number]
  readonly station?: string
  readonly q?: string
  readonly sort?: Sort
  readonly page?: number
}

/** Reads an address, drops what it can not mean, and what is the default anyway. */
export function readBookingSearch(raw: unknown): BookingSearch {
  const parsed = searchShape.safeParse(raw)
  return parsed.success ? tidySearch(parsed.data) : {}
}

/** The same search without what is the default anyway. */
export function tidySearch(search: { readonly [Key in keyof BookingSearch]: unknown }): BookingSearch {
  const given = search as BookingSearch
  const [from, to] = inOrder(given.from, given.to)
  const hasDates = from !== undefined || to !== undefined
  const when = hasDates || given.when === 'upcoming' ? undefined : given.when
  const sort = given.sort === defaultSort({ ...given, when }) ? undefined : given.sort
  return withoutGaps({ ...given, from, to, when, sort })
}

/** Soonest first, but the past is read backwards. */
export function defaultSort({ when }: { readonly when?: Span | undefined }): Sort {
  return when === 'past' || when === 'all' ? '-start' : 'start'
}

/** Whether two searches show the same rows, on whatever page. */
export function isSameSearch(one: BookingSearch, other: BookingSearch): boolean {
  return canonical(one) === canonical(other)
}

function canonical({ page: _, ...search }: BookingSearch): string {
  return JSON.stringify(Object.entries(tidySearch(search)).sort())
}

function inOrder(from: string | undefined, to: string | undefined) {
  return from !== undefined && to !== undefined && to < from ? [to, from] : [from, to]
}

type Loose = { readonly [Key in keyof BookingSearch]?: BookingSearch[Key] | undefined }

// An entry that is undefined is none: the cast says what the filter has made true.
function withoutGaps(search: Loose): BookingSearch {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as BookingSearch
}
