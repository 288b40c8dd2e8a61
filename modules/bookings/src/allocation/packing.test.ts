import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { depthWithin, overlaps, type Span } from '../slots/depth.ts'
import { pack, type Held } from './packing.ts'

const units = ['a', 'b', 'c']

const held = (resourceId: string, fromMs: number, toMs: number): Held => ({
  allocationId: `${resourceId}${fromMs}`,
  resourceId,
  fromMs,
  toMs,
})

describe('packing', () => {
  test('takes a free unit without moving anybody', () => {
    expect(pack(['a', 'b'], [held('a', 0, 10)], { fromMs: 5, toMs: 8 })).toEqual({
      resourceId: 'b',
      moves: [],
    })
  })

  test('moves a later booking aside when no unit is free throughout', () => {
    // a: [0,4) [8,12)   b: [4,8) … wanted [2,6) meets a and b, never both at their full length
    const taken = [held('a', 0, 3), held('b', 5, 9), held('a', 6, 9)]
    const found = pack(['a', 'b'], taken, { fromMs: 3, toMs: 6 })
    expect(found).toEqual({ resourceId: 'a', moves: [] })
    const narrow = pack(['a', 'b'], [held('a', 0, 4), held('b', 6, 9)], { fromMs: 3, toMs: 7 })
    expect(narrow).toEqual({ resourceId: 'b', moves: [{ allocationId: 'b6', from: 'b', to: 'a' }] })
  })

  test('refuses when every unit is taken at one moment', () => {
    expect(
      pack(['a', 'b'], [held('a', 0, 5), held('b', 4, 9)], { fromMs: 3, toMs: 6 }),
    ).toBeUndefined()
  })

  test('never moves a booking that begins earlier', () => {
    const found = pack(['a', 'b'], [held('a', 0, 4), held('b', 6, 9)], { fromMs: 3, toMs: 7 })
    expect(found?.moves.map((move) => move.allocationId)).toEqual(['b6'])
  })

  test('a station without units has no room', () => {
    expect(pack([], [], { fromMs: 0, toMs: 1 })).toBeUndefined()
  })
})

const anySpan = fc
  .record({ fromMs: fc.integer({ min: 0, max: 60 }), lengthMs: fc.integer({ min: 1, max: 12 }) })
  .map(({ fromMs, lengthMs }) => ({ fromMs, toMs: fromMs + lengthMs }))

test('a span is refused exactly when the depth is full, and nothing ever overlaps', () => {
  fc.assert(
    fc.property(
      fc.array(anySpan, { maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      (spans, count) => {
        const ids = Array.from({ length: count }, (_, index) => `unit-${index}`)
        let taken: readonly Held[] = []
        for (const [index, wanted] of spans.entries()) {
          const packing = pack(
            ids,
            taken.filter((one) => one.toMs > wanted.fromMs),
            wanted,
          )
          const isFull = bruteForceDepth(taken, wanted) >= count
          expect(packing === undefined).toBe(isFull)
          expect(depthWithin(taken, wanted) >= count).toBe(isFull)
          if (packing === undefined) continue
          taken = [
            ...taken.map((one) => {
              const moved = packing.moves.find((move) => move.allocationId === one.allocationId)
              return moved ? { ...one, resourceId: moved.to } : one
            }),
            { ...wanted, allocationId: String(index), resourceId: packing.resourceId },
          ]
          expect(clashes(taken)).toEqual([])
        }
      },
    ),
    { numRuns: 300 },
  )
})

/** The most spans over any whole millisecond of the wanted one. */
function bruteForceDepth(taken: readonly Span[], wanted: Span): number {
  const moments = Array.from(
    { length: wanted.toMs - wanted.fromMs },
    (_, index) => wanted.fromMs + index,
  )
  return Math.max(
    ...moments.map((at) => taken.filter((one) => one.fromMs <= at && at < one.toMs).length),
  )
}

function clashes(taken: readonly Held[]) {
  return taken.flatMap((one, index) =>
    taken
      .slice(index + 1)
      .filter((other) => other.resourceId === one.resourceId && overlaps(one, other)),
  )
}

test('the order of the units decides which free one is taken', () => {
  expect(pack(units, [], { fromMs: 0, toMs: 1 })?.resourceId).toBe('a')
})
