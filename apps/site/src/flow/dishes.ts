import type { Menu } from '@holdfast/bookings/contract'
import type { Guests } from './guests.ts'

/** How many of each dish, by id. */
export type Counts = ReadonlyMap<string, number>

/** Reads dishes as a draft keeps them and an address says them: `chicken:14 tofu:2`. */
export function readCounts(text: string): Counts {
  const entries = text.split(' ').flatMap((entry): [string, number][] => {
    const [, id, number] = /^([a-z0-9-]+):(\d{1,3})$/.exec(entry) ?? []
    return id !== undefined && Number(number) > 0 ? [[id, Number(number)]] : []
  })
  return new Map(entries)
}

export function writeCounts(counts: Counts): string {
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([id, count]) => `${id}:${count}`)
    .join(' ')
}

/** The same dishes with another number of one. */
export function withCount(text: string, id: string, count: number): string {
  return writeCounts(new Map([...readCounts(text), [id, count]]))
}

/** Without what a menu does not name any more. */
export function withoutGone(text: string, dishes: readonly { readonly id: string }[]): string {
  const known = new Set(dishes.map(({ id }) => id))
  return writeCounts(new Map([...readCounts(text)].filter(([id]) => known.has(id))))
}

export function totalOf(text: string): number {
  return [...readCounts(text).values()].reduce((sum, count) => sum + count, 0)
}

/** How many portions a party has. Little ones may eat, and need not. */
export function portionsFor(guests: Guests, perGuest: number) {
  const fewest = perGuest * (guests.adults + guests.children)
  return { fewest, most: fewest + perGuest * guests.underSix }
}

/** Something for everybody to start from: of what costs least, in the order of the menu. */
export function suggestedProteins({ proteins, proteinsPerGuest }: Menu, guests: Guests): string {
  const cheapest = proteins.toSorted((one, other) => one.surcharge - other.surcharge)
  const chosen = cheapest.slice(0, proteinsPerGuest)
  const { fewest } = portionsFor(guests, proteinsPerGuest)
  const share = Math.floor(fewest / chosen.length)
  const left = fewest - share * chosen.length
  return writeCounts(new Map(chosen.map(({ id }, at) => [id, share + (at < left ? 1 : 0)])))
}
