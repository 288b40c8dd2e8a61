import { z } from 'zod'
import { readChoice, type StateChoice } from './states.ts'

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
  state: z.string().transform(readChoice).optional().catch(undefined),
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
  readonly state?: StateChoice
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

type Loose = { readonly [Key in keyof BookingSearch]?: BookingSearch[Key] | undefined }

/** The same search without what is the default anyway. */
export function tidySearch(search: Loose): BookingSearch {
  const [from, to] = inOrder(search.from, search.to)
  const hasDates = from !== undefined || to !== undefined
  const when = hasDates || search.when === 'upcoming' ? undefined : search.when
  const days = { from, to, when }
  const sort = search.sort === defaultSort(days) ? undefined : search.sort
  const state = search.state === defaultState(days) ? undefined : search.state
  return withoutGaps({ ...search, ...days, sort, state })
}

type DaysOf = Pick<Loose, 'when' | 'from' | 'to'>

/** Soonest first, but the past is read backwards. */
export function defaultSort({ when }: DaysOf): Sort {
  return when === 'past' || when === 'all' ? '-start' : 'start'
}

/** Of the days ahead only what will take place; of others everything. */
export function defaultState({ when, from, to }: DaysOf): StateChoice {
  const isChosen = from !== undefined || to !== undefined
  return isChosen || when === 'past' || when === 'all' ? 'any' : 'open'
}

/** The same search at its first page. */
export function firstPage(search: BookingSearch): BookingSearch {
  return tidySearch({ ...search, page: undefined })
}

/** Whether two searches show the same rows, on whatever page. */
export function isSameSearch(one: BookingSearch, other: BookingSearch): boolean {
  return canonical(one) === canonical(other)
}

function canonical(search: BookingSearch): string {
  return JSON.stringify(Object.entries(firstPage(search)).sort())
}

function inOrder(from: string | undefined, to: string | undefined) {
  return from !== undefined && to !== undefined && to < from ? [to, from] : [from, to]
}

// An entry that is undefined is none: the cast says what the filter has made true.
function withoutGaps(search: Loose): BookingSearch {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as BookingSearch
}
