import { overlaps, type Span } from '../slots/depth.ts'

/** One booking's claim on one resource of a kind. */
export interface Held extends Span {
  readonly allocationId: string
  readonly resourceId: string
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
 * the order alone makes it complete.
 */
export function pack(
  resourceIds: readonly string[],
  held: readonly Held[],
  wanted: Span,
): Packing | undefined {
  const free = resourceIds.find((id) => isFree(id, held, wanted))
  if (free !== undefined) return { resourceId: free, moves: [] }
  const fixed = held.filter((one) => one.fromMs < wanted.fromMs)
  const later = held.filter((one) => one.fromMs >= wanted.fromMs)
  const items: readonly Item[] = [wanted, ...later.map(asItem)]
  return place(resourceIds, fixed.map(asPlaced), items.toSorted(byStart))
}

function place(
  resourceIds: readonly string[],
  fixed: readonly Placed[],
  items: readonly Item[],
): Packing | undefined {
  const placed = [...fixed]
  for (const item of items) {
    const resourceId = chooseResource(resourceIds, placed, item)
    if (resourceId === undefined) return undefined
    placed.push({ ...item, resourceId })
  }
  const mine = placed.find((item) => item.held === undefined)
  return mine && { resourceId: mine.resourceId, moves: movesOf(placed) }
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
