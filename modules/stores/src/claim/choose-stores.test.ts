import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseStores, type Candidate, type Running } from './choose-stores.ts'

const wide = { organisation: 100, engine: 100, fleet: 100 }

function waiting(organisationId: string, count: number, engine = 'shop'): Candidate[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${organisationId}-${engine}-${index}`,
    organisationId,
    engine,
    begins: true,
  }))
}

const ids = (chosen: readonly Candidate[]) => chosen.map(({ id }) => id)

test('an organisation that asks for many does not keep another from its turn', () => {
  const candidates = [...waiting('flood', 50), ...waiting('small', 2)]
  const chosen = chooseStores(candidates, { running: [], caps: wide, free: 4 })
  expect(ids(chosen)).toEqual(['flood-shop-0', 'small-shop-0', 'flood-shop-1', 'small-shop-1'])
})

test('who has the fewest comes first, the oldest of it before the others', () => {
  const running = [{ organisationId: 'busy', engine: 'shop', held: 3, provisioned: 3 }]
  const candidates = [...waiting('busy', 2), ...waiting('idle', 4)]
  const chosen = chooseStores(candidates, { running, caps: wide, free: 4 })
  expect(ids(chosen)).toEqual(['idle-shop-0', 'idle-shop-1', 'idle-shop-2', 'busy-shop-0'])
})

test('what begins nothing is not counted by the caps', () => {
  const running = [{ organisationId: 'a', engine: 'shop', held: 1, provisioned: 1 }]
  const [first, second] = waiting('a', 2)
  if (!first || !second) throw new Error('two were made')
  const caps = { organisation: 1, engine: 1, fleet: 1 }
  const candidates = [first, { ...second, begins: false }]
  expect(ids(chooseStores(candidates, { running, caps, free: 9 }))).toEqual(['a-shop-1'])
})

const organisation = fc.constantFrom('a', 'b', 'c')
const engine = fc.constantFrom('shop', 'medusa')
const anyCandidates = fc
  .array(fc.record({ organisationId: organisation, engine, begins: fc.boolean() }))
  .map((all) => all.map((one, index) => ({ ...one, id: String(index) })))
const cap = fc.nat({ max: 6 })
const anyCaps = fc.record({ organisation: cap, engine: cap, fleet: cap })

test('no cap is ever passed, and nothing that fits is left while there is room', () => {
  fc.assert(
    fc.property(anyCandidates, anyCaps, fc.nat({ max: 12 }), (candidates, caps, free) => {
      const chosen = chooseStores(candidates, { running: [], caps, free })
      const begun = chosen.filter(({ begins }) => begins)
      expect(chosen.length).toBeLessThanOrEqual(free)
      expect(begun.length).toBeLessThanOrEqual(caps.fleet)
      expect(mostOf(begun, 'organisationId')).toBeLessThanOrEqual(caps.organisation)
      expect(mostOf(begun, 'engine')).toBeLessThanOrEqual(caps.engine)
      if (chosen.length < free) {
        const left = candidates.filter((one) => !chosen.includes(one))
        const again = chooseStores(left, { running: asRunning(chosen), caps, free: 1 })
        expect(again).toEqual([])
      }
    }),
  )
})

function mostOf(chosen: readonly Candidate[], key: 'organisationId' | 'engine'): number {
  const counts = Map.groupBy(chosen, (one) => one[key])
  return Math.max(0, ...[...counts.values()].map(({ length }) => length))
}

function asRunning(chosen: readonly Candidate[]): Running[] {
  return chosen.map(({ organisationId, engine: of, begins }) => ({
    organisationId,
    engine: of,
    held: 1,
    provisioned: begins ? 1 : 0,
  }))
}
