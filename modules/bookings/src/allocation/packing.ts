import { overlaps, type Span } from '../slots/depth.ts'

/** One booking's claim on one resource of a kind. */
export interface Held extends Span {
  readonly allocationId: string
  readonly resourceId: string
  /** Time off stays where it is: it is that resource and no other that is away. */
  readonly isPinned?: boolean
}

/** The resources of one kind in service, in id order, and who holds them when. */
export interface Holdings {
  readonly resourceIds: readonly string[]
  readonly held: readonly Held[]
}

export interface Move {
  readonly allocationId: string
  readonly from: string
  readonly to: string
  /** Where it goes in time as well; absent: it stays. */
  readonly span?: Span
}

/** Where the wanted span goes, and which other allocations step aside for it. */
export interface Packing {
  readonly resourceId: string
  readonly moves: readonly Move[]
}

interface Item extends Span {
  /** Absent for the wanted span itself. */
  readonly held?: Held
}

interface Placed extends Item {
  readonly resourceId: string
}

/**
 * Finds room for `wanted` among interchangeable resources, or `undefined` when as many spans
 * as there are resources meet at one moment of it. Takes a resource that is free throughout
 * when there is one; else moves allocations that begin at or after `wanted` begins, never an
 * earlier one. `held` must contain every allocation of `resourceIds` that ends after `wanted`
 * begins. Greedy by start: at each start a resource is free unless the true depth is full, so
 * the order alone makes it complete; only where somebody is away it may have to search.
 */
export function pack(
  resourceIds: readonly string[],
  held: readonly Held[],
  wanted: Span,
): Packing | undefined {
  const free = resourceIds.find((id) => isFree(id, held, wanted))
  if (free !== undefined) return { resourceId: free, moves: [] }
  const stays = ({ isPinned, fromMs }: Held) => isPinned === true || fromMs < wanted.fromMs
  const fixed = held.filter(stays).map(asPlaced)
  const items: readonly Item[] = [wanted, ...held.filter((one) => !stays(one)).map(asItem)]
  const inOrder = items.toSorted(byStart)
  const found = place(resourceIds, fixed, inOrder) ?? search(resourceIds, held, { fixed, inOrder })
  const mine = found?.find((item) => item.held === undefined)
  return found && mine && { resourceId: mine.resourceId, moves: movesOf(found) }
}

/**
 * Where those go that hold `away` within `span`, so that it can be away then; `undefined` when
 * nobody else can take one of them over. The others stay.
 */
export function moveAside(
  { resourceIds, held }: Holdings,
  away: string,
  span: Span,
): readonly Move[] | undefined {
  const isInTheWay = (one: Held) => one.resourceId === away && overlaps(one, span)
  const others = held.filter((one) => !isInTheWay(one)).map(asPlaced)
  const items = held.filter(isInTheWay).map(asItem).toSorted(byStart)
  const found = place(resourceIds, [...others, { ...span, resourceId: away }], items)
  return found && movesOf(found)
}

// So many that everything a day can hold is tried, and never so many that somebody waits for it.
const mostTries = 5_000

/** Tries every resource for every item, in order, where being greedy has failed. */
function search(
  resourceIds: readonly string[],
  held: readonly Held[],
  { fixed, inOrder }: { readonly fixed: readonly Placed[]; readonly inOrder: readonly Item[] },
): readonly Placed[] | undefined {
  // Without anybody away being greedy is complete.
  if (!held.some(({ isPinned }) => isPinned)) return undefined
  let tries = 0
  const placeFrom = (index: number, placed: readonly Placed[]): readonly Placed[] | undefined => {
    const item = inOrder[index]
    if (!item) return placed
    for (const resourceId of resourceIds) {
      if (++tries > mostTries) return undefined
      if (!isFree(resourceId, placed, item)) continue
      const found = placeFrom(index + 1, [...placed, { ...item, resourceId }])
      if (found) return found
    }
    return undefined
  }
  return placeFrom(0, fixed)
}

function place(
  resourceIds: readonly string[],
  fixed: readonly Placed[],
  items: readonly Item[],
): readonly Placed[] | undefined {
  const placed = [...fixed]
  for (const item of items) {
    const resourceId = chooseResource(resourceIds, placed, item)
    if (resourceId === undefined) return undefined
    placed.push({ ...item, resourceId })
  }
  return placed
}

// An allocation stays where it is when it can, so that as few as possible move.
function chooseResource(
  resourceIds: readonly string[],
  placed: readonly Placed[],
  item: Item,
): string | undefined {
  const current = item.held?.resourceId
  if (current !== undefined && isFree(current, placed, item)) return current
  return resourceIds.find((id) => isFree(id, placed, item))
}

function isFree(
  resourceId: string,
  taken: readonly (Span & { readonly resourceId: string })[],
  span: Span,
): boolean {
  return !taken.some((one) => one.resourceId === resourceId && overlaps(one, span))
}

function movesOf(placed: readonly Placed[]): readonly Move[] {
  return placed.flatMap(({ held, resourceId }) =>
    held && held.resourceId !== resourceId
      ? [{ allocationId: held.allocationId, from: held.resourceId, to: resourceId }]
      : [],
  )
}

function asItem(held: Held): Item {
  return { fromMs: held.fromMs, toMs: held.toMs, held }
}

function asPlaced(held: Held): Placed {
  return { ...asItem(held), resourceId: held.resourceId }
}

// The wanted span comes first among equal starts: it is the one that has no resource yet.
function byStart(one: Item, other: Item): number {
  return one.fromMs - other.fromMs
}
