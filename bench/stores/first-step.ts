import { createInstantDriver } from './instant-driver.ts'
import type { Platform } from './platform.ts'

/** How long each of some wishes waited for its first step, from the call that wished it, in ms. */
export async function timeFirstSteps(platform: Platform, count: number): Promise<number[]> {
  const began = new Map<string, number>()
  const driver = createInstantDriver((id) => {
    if (!began.has(id)) began.set(id, performance.now())
  })
  const engine = { name: 'shop', title: '', description: '', versions: ['1.0.0'], driver }
  await using wishing = await platform.open(engine)
  const took: number[] = []
  for (let n = 0; n < count; n++) {
    const startedMs = performance.now()
    const id = await wishing.wish(`First ${n}`)
    while (!began.has(id)) await new Promise((resolve) => setImmediate(resolve))
    took.push((began.get(id) ?? Number.NaN) - startedMs)
  }
  return took
}
