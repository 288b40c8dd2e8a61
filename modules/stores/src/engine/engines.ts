import type { Engine } from '../driver/driver.ts'
import { problems } from '../problems.ts'

/** The engines that are installed here. */
export interface Engines {
  readonly all: readonly Engine[]
  find(name: string): Engine | undefined
}

/** Throws RangeError when two have one name, or one offers no version. */
export function createEngines(all: readonly Engine[]): Engines {
  const byName = new Map(all.map((engine) => [engine.name, engine]))
  if (byName.size < all.length) throw new RangeError('two engines have one name')
  const bare = all.find(({ versions }) => versions.length === 0)
  if (bare) throw new RangeError(`the engine ${bare.name} offers no version`)
  return { all, find: (name) => byName.get(name) }
}

/** Throws `stores.unknownEngine` for one that is not installed. */
export function requireEngine(engines: Engines, name: string): Engine {
  const engine = engines.find(name)
  if (!engine) throw problems.unknownEngine({ name })
  return engine
}
